using Steward.Changes;
using Steward.Changes.Checkpoints;
using Steward.Changes.Housekeeping;
using Steward.Changes.Overlooked;
using Steward.Engine;
using Steward.Gates;
using Steward.Intake.Reconcile;
using Steward.Kernel;
using Steward.Stages;
using Steward.Stages.Development.Environment;
using Steward.Stages.Development.Snapshots;
using Steward.Stages.Release.Releases;
using Steward.Stages.Security.Antivirus;
using Steward.Stages.Security.Antivirus.Artefacts;
using Steward.Stages.Security.Antivirus.Quarantine;
using Steward.Stages.Security.Antivirus.Signatures;
using Steward.Stages.Security.Licences;
using Steward.Stages.Security.Seats;
using Steward.Stages.Security.Secrets;
using Steward.Stages.Testing.Coverage;
using Steward.Stages.Testing.Expectations;
using Steward.Stages.Testing.History;
using Steward.Stages.Testing.Results.Announcements.Workflows;
using Steward.TestKit.Engine;
using Steward.TestKit.Hosts;

namespace Steward.StorageTests.Workflows;

/// <summary>The ways through every workflow that are worth replaying: each branch, each retry, each wait.</summary>
internal static class Scenarios
{
    private static readonly ProductId Product = ProductId.Parse("acme/shop");
    private static readonly ChangeId Change = new(Product, CommitSha.Parse(new string('a', 40)));
    private static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);
    private static readonly StageRequest Request = new(Change, CommitSha.None);
    private static readonly Decision Decided = new(Verdict.Pass, null);

    private static readonly StageStep[] Steps =
    [
        new(Stage.Development, "environment", EnvironmentWorkflow.Name), new(Stage.Development, "snapshots", FreshSnapshotWorkflow.Name),
        new(Stage.Security, "licences", LicenceWorkflow.Name), new(Stage.Security, "antivirus", AntivirusWorkflow.Name),
    ];

    public static IReadOnlyList<Scenario> All { get; } =
    [
        .. Changes(), .. Capabilities(), .. Artefacts(), .. Releases(), .. DeploymentScenarios.All, .. AccessScenarios.All, .. BackupScenarios.All, .. Schedules(),
    ];

    private static IEnumerable<Scenario> Changes()
    {
        var input = new ChangeRequest(Change, "refs/heads/main", CommitSha.None, "github:ada", Noon, Steps);
        yield return new(ChangeWorkflow.Name, "all capabilities succeed", input, p => Stages(p).Activity("DecideChange", _ => Decided)) { Calls = 7 };
        yield return new(ChangeWorkflow.Name, "a capability fails and the others are decided", input, p =>
            Stages(p, "DeclareEnvironment").Activity("DecideChange", _ => new Decision(Verdict.Error, null)))
        { Calls = 7, Ends = OrchestrationRuntimeStatus.Failed };
        yield return new(ChangeWorkflow.Name, "the push cannot be received", input, p =>
            Stages(p, "ReceiveChange").Activity("DecideChange", _ => new Decision(Verdict.Error, null)))
        { Calls = 3, Ends = OrchestrationRuntimeStatus.Failed };
        yield return new(ChangeWorkflow.Name, "evidence comes while it waits", input, p =>
            Stages(p).Activity("DecideChange", call => call == 1 ? new Decision(Verdict.Missing, Noon.AddYears(5)) : Decided))
        { Calls = 9, During = WhenDecided };
        yield return new(ChangeWorkflow.Name, "nothing comes until the deadline", input, p =>
            Stages(p).Activity("DecideChange", call => call == 1 ? new Decision(Verdict.Missing, TimeProvider.System.GetUtcNow().AddSeconds(1)) : Decided))
        { Calls = 9 };
        yield return new(ReopenedChangeWorkflow.Name, "decided anew", new DecideRequest(input, new Dictionary<string, string>(), true), p =>
            p.Activity("DecideChange", call => call == 1 ? throw Unavailable() : Decided).Activity("PublishChange", _ => Nothing.Value))
        { Calls = 3 };
        yield return new(ReopenedChangeWorkflow.Name, "another attempt is awaited until its deadline", new DecideRequest(input, new Dictionary<string, string>()), p => p
            .Activity("DecideChange", call => call == 1 ? new Decision(Verdict.Missing, TimeProvider.System.GetUtcNow().AddSeconds(1)) : Decided)
            .Activity("PublishChange", _ => Nothing.Value))
        { Calls = 4 };
    }

    private static IEnumerable<Scenario> Capabilities()
    {
        yield return new(WorkflowRunWorkflow.Name, "announced at the second try", new WorkflowRunSeen(Change, "github:ada", 7, 1, "Tests", "", false, null), p =>
            p.Activity("AnnounceWorkflowRun", call => call == 1 ? throw Unavailable() : 2))
        { Calls = 2 };
        yield return new(EnvironmentWorkflow.Name, "declared at the second try", Request, p =>
            p.Activity("DeclareEnvironment", call => call == 1 ? throw Unavailable() : Nothing.Value))
        { Calls = 2 };
        yield return new(CoverageWorkflow.Name, "lines recorded at the second try", Request, p =>
            p.Activity("RecordChangedLines", call => call == 1 ? throw Unavailable() : Nothing.Value))
        { Calls = 2 };
        yield return new(ExpectationsWorkflow.Name, "compared at the second try", Request, p =>
            p.Activity("CompareExpectations", call => call == 1 ? throw Unavailable() : Nothing.Value))
        { Calls = 2 };
        yield return new(FreshSnapshotWorkflow.Name, "taken at the second try, under one stamp", Request, p =>
            p.Activity("EnsureSnapshot", call => call == 1 ? throw Unavailable() : Nothing.Value))
        { Calls = 2 };
        yield return new(SecretsWorkflow.Name, "scanned at the second try", Request, p =>
            p.Activity(SecretsScanActivity.Name, call => call == 1 ? throw Unavailable() : Nothing.Value))
        { Calls = 2 };
        foreach (var (workflow, activity) in new[] { (LicenceWorkflow.Name, LicenceScanActivity.Name), (AntivirusWorkflow.Name, AntivirusScanActivity.Name) })
        {
            yield return new(workflow, "scanned", Request, p => p.Activity(activity, _ => Nothing.Value)) { Calls = 1 };
            yield return new(workflow, "silent, so that gaps are accepted", Request, p =>
                p.Activity(activity, call => call <= 3 ? throw Unavailable() : Nothing.Value))
            { Calls = 4 };
            yield return new(workflow, "beyond help", Request, p => p.Activity(activity, _ => throw StewardException.Invalid("never")))
            { Calls = 1, Ends = OrchestrationRuntimeStatus.Failed };
        }
    }

    private static IEnumerable<Scenario> Artefacts()
    {
        var input = new ArtefactRequest(Change, new string('0', 64), "app.zip", "place");
        yield return new(ArtefactWorkflow.Name, "clean at the second try, and moved", input, p => p
            .Activity("ScanArtefact", call => call == 1 ? throw Unavailable() : ArtefactState.Clean).Activity("MoveArtefact", _ => Nothing.Value))
        { Calls = 3 };
        yield return new(ArtefactWorkflow.Name, "infected, and left where it is", input, p => p.Activity("ScanArtefact", _ => ArtefactState.Infected)) { Calls = 1 };
    }

    private static IEnumerable<Scenario> Releases()
    {
        var input = new ReleaseRequest(Product, "v1", Change.Commit, "github:ada", Noon);
        var passed = new ReleaseDecision(Verdict.Pass, "all is well", null, "tree");
        yield return new(ReleaseWorkflow.Name, "waits for a change, then passes", input, p => p
            .Activity("DecideRelease", call => call == 1 ? passed with { Verdict = Verdict.Missing, PendingUntil = Noon.AddYears(5) } : passed)
            .Activity("IssuePassport", _ => Nothing.Value))
        { Calls = 3 };
        var step = new StageStep(Stage.Security, "antivirus", "Antivirus");
        yield return new(ReleaseWorkflow.Name, "has files handled that no processor has seen", input with { Steps = [step] }, p => p
            .Activity("DecideRelease", call => call == 1 ? passed with { ToCatchUp = [step] } : passed)
            .Activity("AntivirusScan", _ => Nothing.Value).Activity("IssuePassport", _ => Nothing.Value))
        { Calls = 4 };
        yield return new(ReleaseWorkflow.Name, "is decided though files could not be handled", input with { Steps = [step] }, p => p
            .Activity("DecideRelease", call => call == 1 ? passed with { ToCatchUp = [step] } : passed with { Verdict = Verdict.Missing })
            .Activity("AntivirusScan", _ => throw StewardException.Invalid("never")))
        { Calls = 3 };
        yield return new(ReleaseWorkflow.Name, "is refused", input, p =>
            p.Activity("DecideRelease", _ => passed with { Verdict = Verdict.Fail }).Activity("IssuePassport", _ => Nothing.Value))
        { Calls = 1 };
        yield return new(ReleaseWorkflow.Name, "is refused, and that is shown", input with { IsShown = true }, p =>
            p.Activity("DecideRelease", _ => passed with { Verdict = Verdict.Fail }).Activity("PublishRelease", call => call == 1 ? throw Unavailable() : Nothing.Value))
        { Calls = 3 };
        yield return new(ReleaseWorkflow.Name, "passes, and that is shown", input with { IsShown = true }, p =>
            p.Activity("DecideRelease", _ => passed).Activity("IssuePassport", _ => Nothing.Value).Activity("PublishRelease", _ => Nothing.Value))
        { Calls = 3 };
    }

    private static IEnumerable<Scenario> Schedules()
    {
        var run = new ScheduledRun(Noon);
        yield return new(ReconcileWorkflow.Name, "every fifth minute", run, p =>
            p.Activity("SettleStoredDeliveries", _ => 3).Activity("RequestRedeliveries", _ => 2))
        { Calls = 2 };
        yield return new(ReconcileWorkflow.Name, "any other minute", new ScheduledRun(Noon.AddMinutes(1)), p => p.Activity("SettleStoredDeliveries", _ => 3)) { Calls = 1 };
        yield return new(OverlookedWorkflow.Name, "some were overlooked", run, p => p.Activity("ReopenOverlooked", _ => 2)) { Calls = 1 };
        yield return new(CheckpointsWorkflow.Name, "published", run, p => p.Activity("PublishCheckpoints", _ => 2)) { Calls = 1 };
        yield return new(HousekeepingWorkflow.Name, "two ranges, one of several steps", run, p => p
            .Activity("ListPurgeRanges", _ => new[] { new PurgeRange("change:", Noon), new PurgeRange("reconcile:", Noon) })
            .Activity("PurgeEnded", call => call <= 2 ? PurgeEnded.MaxPurged : 1))
        { Calls = 5 };
        yield return new(TestHistoryWorkflow.Name, "two sets, one of two steps, one that fails", run, p => p
            .Activity("ListTestSets", _ => new[] { new TestSetOf(Product, "unit"), new TestSetOf(Product, "ui") })
            .Activity("TrimTestHistory", call => call switch
            {
                1 => new TrimStep(new TestSetOf(Product, "unit"), Noon, Noon.AddDays(-90), 16),
                2 => throw StewardException.Invalid("broken on purpose"),
                _ => null!,
            }))
        { Calls = 4, Ends = OrchestrationRuntimeStatus.Failed };
        yield return new(SignaturesWorkflow.Name, "two releases, one in two parts, one that fails", run, p => p
            .Activity("ListRescans", _ => new[] { new RescanStep(Product, "v2", Change.Commit, 0, 0), new RescanStep(Product, "v1", Change.Commit, 0, 0) })
            .Activity("RescanRelease", call => call switch
            {
                1 => new RescanStep(Product, "v2", Change.Commit, 500, 500),
                2 => null!,
                _ => throw StewardException.Invalid("broken on purpose"),
            }))
        { Calls = 4, Ends = OrchestrationRuntimeStatus.Failed };
        yield return new(QuarantineWorkflow.Name, "two parts, the second at the second try", run, p => p
            .Activity("SweepQuarantine", call => call switch
            {
                1 => new QuarantineSwept(new QuarantineStep("acme/shop/ff", 1), 3, 1),
                2 => throw Unavailable(),
                _ => new QuarantineSwept(null, 2, 0),
            }))
        { Calls = 3 };
        yield return new(SnapshotWorkflow.Name, "taken and recorded", run, p => p
            .Activity("TakeSnapshot", _ => new StoredSnapshot(new SnapshotManifest(1, "20261123T120000Z", Noon, Noon, []), "digest"))
            .Activity("RecordSnapshot", call => call == 1 ? throw Unavailable() : 4))
        { Calls = 3 };
        yield return new(SeatsWorkflow.Name, "GitHub refuses, leavers' seats come back at the second try, warnings are raised", run, p => p
            .Activity("RefreshSeats", _ => throw StewardException.Invalid("broken on purpose"))
            .Activity("ReturnLeaversSeats", call => call == 1 ? throw Unavailable() : 2)
            .Activity("RaiseSeatWarnings", _ => 1))
        { Calls = 4, Ends = OrchestrationRuntimeStatus.Failed };
        yield return new(SeatsWorkflow.Name, "all is done", run, p => p
            .Activity("RefreshSeats", _ => 0).Activity("ReturnLeaversSeats", _ => 0).Activity("RaiseSeatWarnings", _ => 0))
        { Calls = 3 };
    }

    // What the stages of a change call, one of which may fail for good.
    private static ScriptedProgram Stages(ScriptedProgram program, string? broken = null)
    {
        string[] activities = ["ReceiveChange", "DeclareEnvironment", "EnsureSnapshot", LicenceScanActivity.Name, AntivirusScanActivity.Name, "PublishChange"];
        foreach (var activity in activities) program.Activity(activity, _ => activity == broken ? throw StewardException.Invalid("broken on purpose") : Nothing.Value);
        return program;
    }

    private static async Task WhenDecided(ScriptedProgram program, IOrchestrationClient client, string id)
    {
        await Eventually.TrueAsync("the first decision is published", () => Task.FromResult(program.CallsOf("PublishChange") == 1));
        await client.RaiseEventAsync(id, ChangeInstance.EvidenceArrived, "results.received");
    }

    private static StewardException Unavailable() => StewardException.Unavailable("not now");
}
