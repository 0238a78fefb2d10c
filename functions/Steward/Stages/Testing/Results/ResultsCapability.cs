using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Steward.Intake;
using Steward.Kernel;
using Steward.Stages.Testing.Results.Announcements;
using Steward.Stages.Testing.Results.Announcements.Workflows;
using Steward.Stages.Testing.Results.Sparing;
using Steward.Stages.Testing.Results.Uploads;

namespace Steward.Stages.Testing.Results;

/// <summary>
/// Takes the reports of test sets that developers and their builds upload, and judges whether the full set of tests was completed.
/// Nothing is run for a change: announcements and reports come from outside, and each one has the change decided again.
/// </summary>
public sealed class ResultsCapability : ICapability
{
    /// <inheritdoc/>
    public Stage Stage => Stage.Testing;

    /// <inheritdoc/>
    public string Name => "results";

    /// <inheritdoc/>
    public void Register(CapabilityBuilder builder)
    {
        builder.Orchestrator<WorkflowRunWorkflow, WorkflowRunSeen, int>().Activity<AnnounceWorkflowRun, WorkflowRunSeen, int>();
        builder.Section(ResultsPolicy.Section).Section(QuarantinePolicy.Section).Section(ProbationPolicy.Section).Criterion(new ResultsCriterion()).Assumption<SetPassedAssumption>();
        builder.Services.AddSingleton<ReportKeeping>().AddSingleton<ResultsIntake>().AddSingleton<AnnouncementIntake>();
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IRepositoryEventHandler, WorkflowRunHandler>());
    }
}
