using Steward.Engine;
using Steward.TestKit;
using Steward.TestKit.Engine;
using Steward.TestKit.Engine.Histories;
using Xunit;

namespace Steward.StorageTests.Workflows;

/// <summary>
/// Instances that an older version has begun go on with the current code: what that version's orchestrators asked for and got is recorded in
/// tests/fixtures/histories, and replayed here. <c>scripts/histories VERSION</c> records those of a version.
/// </summary>
[Long]
public sealed class HistoryTests
{
    private static readonly IReadOnlyDictionary<string, OrchestratorRegistration> _current = RealCatalog.Create().Orchestrators;

    public static TheoryData<string> Workflows => [.. _current.Keys];

    public static TheoryData<string, string> Recorded => new(HistoryFiles.Versions.SelectMany(v => HistoryFiles.Of(v).Select(h => (v.ToString(), h.Workflow))));

    [Theory]
    [MemberData(nameof(Recorded))]
    public void What_a_version_has_begun_goes_on_with_the_current_code(string version, string workflow)
    {
        var recorded = HistoryFiles.Of(Version.Parse(version)).Single(h => h.Workflow == workflow);
        Assert.NotEmpty(recorded.Histories);
        if (!_current.TryGetValue(workflow, out var orchestrator))
            Assert.Fail($"{workflow} of version {version} is no longer registered: keep it until no instance of that version is left, then remove its histories.");
        Assert.All(recorded.Histories, history => Assert.Null(HistoryReplay.BreakOf(orchestrator, history)));
    }

    [Fact]
    public void Every_workflow_has_a_history_of_the_newest_version()
    {
        var newest = HistoryFiles.Versions[^1];
        var without = _current.Keys.Where(w => !HistoryFiles.Has(newest, w)).ToList();
        Assert.True(without.Count == 0, $"There is no recorded history of version {newest} for {string.Join(", ", without)}: run scripts/histories {newest}.");
    }

    [Theory]
    [MemberData(nameof(Workflows))]
    public async Task What_is_recorded_now_is_replayed_now(string workflow)
    {
        var histories = await Task.WhenAll(Scenarios.All.Where(s => s.Orchestrator == workflow).Select(RecordAsync));
        Assert.NotEmpty(histories);
        Assert.All(histories, history => Assert.Null(HistoryReplay.BreakOf(_current[workflow], history)));
        if (Environment.GetEnvironmentVariable("STEWARD_RECORD_HISTORIES") is { Length: > 0 } version)
            HistoryFiles.Add(Version.Parse(version), new WorkflowHistories(workflow, histories));
    }

    private static async Task<History> RecordAsync(Scenario scenario)
    {
        var (program, recorder) = (new ScriptedProgram(RealCatalog.Create()), new HistoryRecorder());
        scenario.Script(program);
        var ended = await ReplayEverywhere.RunAsync(
            recorder.Wrap(program.Catalog), false,
            client => client.ScheduleNewOrchestrationInstanceAsync(scenario.Orchestrator, scenario.Input, new StartOrchestrationOptions("subject:1")), null,
            (client, id) => scenario.During?.Invoke(program, client, id) ?? Task.CompletedTask);
        Assert.Equal(scenario.Ends, ended[0].RuntimeStatus);
        return recorder.Of("subject:1", scenario.Name);
    }
}
