using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Steward.Access;
using Steward.Intake;
using Steward.Kernel;
using Steward.Stages.Security.Access.Asking;
using Steward.Stages.Security.Access.Reviews;
using Steward.Stages.Security.Access.Running;

namespace Steward.Stages.Security.Access;

/// <summary>Access by position: who may do what stands in a file of a repository, and is brought about in the systems.</summary>
public sealed class AccessCapability : ICapability
{
    /// <summary>The name of the schedule.</summary>
    public const string ScheduleName = "access";

    /// <summary>The name of the schedule that opens reviews: it looks every day, and opens one a quarter.</summary>
    public const string ReviewScheduleName = "accessreview";

    /// <inheritdoc/>
    public Stage Stage => Stage.Security;

    /// <inheritdoc/>
    public string Name => "access";

    /// <inheritdoc/>
    public void Register(CapabilityBuilder builder)
    {
        builder.Orchestrator<AccessWorkflow, ScheduledRun, string>()
            .Activity<PlanAccess, ScheduledRun, AccessRun>()
            .Activity<ApplyAccess, ApplyStep, ApplyProgress>()
            .Activity<VerifyAccess, VerifyRequest, int>()
            .Schedule(new Schedule(ScheduleName, "20 * * * *", AccessWorkflow.Name, CatchUp: true))
            .Orchestrator<AccessReviewWorkflow, ScheduledRun, string?>()
            .Activity<OpenAccessReview, ScheduledRun, string?>()
            .Schedule(new Schedule(ReviewScheduleName, "15 5 * * *", AccessReviewWorkflow.Name, CatchUp: true))
            .Criterion(new AccessCriterion());
        builder.Services.TryAddSingleton(new AccessOptions(null));
        builder.Services.AddSingleton<AccessFiles>().AddSingleton<AccessPlans>().AddSingleton<AccessApprovals>().AddSingleton<AccessLedger>().AddSingleton<DeskEngine>().AddSingleton<AccessHistory>().AddSingleton<AccessDesk>().AddSingleton<ReviewDesk>().AddSingleton<ReviewFollowUp>().AddSingleton<AccessOverview>();
        builder.Services.TryAddSingleton<IStanding, FileStanding>();
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IRepositoryEventHandler, AccessPushHandler>());
    }
}
