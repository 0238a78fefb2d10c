using Steward.Kernel;
using Steward.Stages.Release.Deployments;

namespace Steward.Azure.GitHub;

/// <summary>
/// Answers custom deployment protection rules. Only the API that Steward is set up with is answered, whatever host an event names: the app's token goes nowhere else.
/// </summary>
internal sealed class GitHubDeploymentGate(GitHubConnections connections, GitHubOptions options) : IDeploymentGate
{
    /// <inheritdoc/>
    public Task RespondAsync(ProductId product, DeploymentCallback callback, bool approved, string comment, CancellationToken cancellation) =>
        SendAsync(product, callback, new { EnvironmentName = callback.Environment, State = approved ? "approved" : "rejected", Comment = comment }, cancellation);

    /// <inheritdoc/>
    public Task ReportAsync(ProductId product, DeploymentCallback callback, string comment, CancellationToken cancellation) =>
        SendAsync(product, callback, new { EnvironmentName = callback.Environment, Comment = comment }, cancellation);

    private async Task SendAsync(ProductId product, DeploymentCallback callback, object body, CancellationToken cancellation)
    {
        if (!callback.Host.Equals(options.BaseAddress.Authority, StringComparison.OrdinalIgnoreCase))
            throw StewardException.Invalid($"The deployment's callback lies at {Texts.Clip(callback.Host, 100)}, and only {options.BaseAddress.Authority} is answered.");
        if (!callback.Path.StartsWith($"/repos/{product}/actions/runs/", StringComparison.OrdinalIgnoreCase))
            throw StewardException.Invalid("The deployment's callback belongs to another repository, and is not answered.");
        try
        {
            await connections.For(product).SendAsync(callback.Path.TrimStart('/'), body, cancellation);
        }
        catch (StewardException failure) when (failure.Kind == FailureKind.Forbidden)
        {
            throw new StewardException(
                FailureKind.Forbidden, $"{failure.Message} Answering deployments needs the GitHub App's permission 'Deployments: read and write', accepted for {product}.", failure);
        }
    }
}
