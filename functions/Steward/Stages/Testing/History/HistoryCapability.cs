using Microsoft.Extensions.DependencyInjection;
using Steward.Kernel;
using Steward.Stages.Testing.Results.Uploads;

namespace Steward.Stages.Testing.History;

/// <summary>
/// Keeps every result of every test, and answers what they show over time: flaky tests, slow ones, and the change since which one is red. It
/// judges nothing: a change is judged by its own results.
/// </summary>
public sealed class HistoryCapability : ICapability
{
    /// <inheritdoc/>
    public Stage Stage => Stage.Testing;

    /// <inheritdoc/>
    public string Name => "history";

    /// <inheritdoc/>
    public void Register(CapabilityBuilder builder)
    {
        builder.Section(HistoryPolicy.Section)
            .Orchestrator<TestHistoryWorkflow, ScheduledRun, int>()
            .Schedule(new Schedule("testhistory", "45 3 * * *", TestHistoryWorkflow.Name, CatchUp: true))
            .Activity<ListTestSets, ScheduledRun, TestSetOf[]>()
            .Activity<TrimTestHistory, TrimStep, TrimStep?>();
        builder.Services.AddSingleton<IReportKeeper, HistoryKeeper>()
            .AddSingleton<DefaultBranch>().AddSingleton<EnvironmentTraces>().AddSingleton<TestHistoryReader>().AddSingleton<TestTrends>();
    }
}
