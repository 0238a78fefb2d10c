using Steward.Changes;
using Steward.Gates.Notes;

namespace Steward.Azure.Sources;

/// <summary>A host without a GitHub App: nobody to show verdicts to.</summary>
internal sealed class NoGitHub : IVerdictPublisher
{
    /// <inheritdoc/>
    public Task<string?> PublishAsync(ChangeRecord change, VerdictNotes notes, CancellationToken cancellation) => Task.FromResult<string?>(null);
}
