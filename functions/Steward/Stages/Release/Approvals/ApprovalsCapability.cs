using Microsoft.Extensions.DependencyInjection;
using Steward.Kernel;
using Steward.Stages.Release.Releases;

namespace Steward.Stages.Release.Approvals;

/// <summary>A release is approved by people who did not push what it holds.</summary>
public sealed class ApprovalsCapability : ICapability
{
    /// <inheritdoc/>
    public Stage Stage => Stage.Release;

    /// <inheritdoc/>
    public string Name => "approvals";

    /// <inheritdoc/>
    public void Register(CapabilityBuilder builder)
    {
        builder.Section(ApprovalsPolicy.Section).ReleaseCriterion(new ApprovalsCriterion()).Assumption<ApprovedAssumption>().Weakening<ApprovalsWeakening>();
        builder.Services.AddSingleton<IReleaseInquiry, AuthorsInquiry>();
    }
}
