using Steward.Kernel;

namespace Steward.Stages.Release.Deployments;

/// <summary>Answers deployments that wait for Steward's word: GitHub's custom deployment protection rules.</summary>
/// <remarks>
/// https://docs.github.com/rest/actions/workflow-runs#review-custom-deployment-protection-rules-for-a-workflow-run . Errors: NotFound when the run is gone; Invalid when it was
/// decided already, or the callback lies elsewhere than the API; Forbidden naming the permission that is missing; Unavailable (with RetryAfter where told).
/// </remarks>
public interface IDeploymentGate
{
    /// <summary>The most reports and answers in all that are taken for one deployment.</summary>
    const int MaxReports = 10;

    /// <summary>Lets a deployment through, or not.</summary>
    Task RespondAsync(ProductId product, DeploymentCallback callback, bool approved, string comment, CancellationToken cancellation);

    /// <summary>Says how it stands while the deployment waits.</summary>
    Task ReportAsync(ProductId product, DeploymentCallback callback, string comment, CancellationToken cancellation);
}
