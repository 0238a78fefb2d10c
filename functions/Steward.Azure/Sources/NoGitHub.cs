using Steward.Changes;
using Steward.Intake;

namespace Steward.Azure.Sources;

/// <summary>A host without a GitHub App: nobody to show verdicts to, and nobody to ask for deliveries.</summary>
internal sealed class NoGitHub : IVerdictPublisher, IFailedDeliveries
{
    /// <inheritdoc/>
    public Task<string?> PublishAsync(ChangeRecord change, CancellationToken cancellation) => Task.FromResult<string?>(null);

    /// <inheritdoc/>
    public Task<int> RequestRedeliveryAsync(DateTimeOffset since, CancellationToken cancellation) => Task.FromResult(0);
}
