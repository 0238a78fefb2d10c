using System.Text.Json.Nodes;
using Steward.Gates;
using Steward.Kernel;
using Steward.Ledger;
using Steward.Policy;
using Steward.Stages.Development.Backups;
using Steward.Stages.Development.Backups.Running;
using Steward.UnitTests.Policy;
using Xunit;

namespace Steward.UnitTests.Development.Backups;

public sealed class BackupsCriterionTests
{
    private const string Plan = "acme/shop:nightly";
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 9, 0, 0, TimeSpan.Zero);
    private static readonly ProductId Shop = ProductId.Parse("acme/shop");
    private static readonly Evidence Taken = Made(BackupEvidence.Taken, 5, EvidenceOutcome.Pass);
    private static readonly Evidence Green = Made(BackupEvidence.Drilled, 4, EvidenceOutcome.Pass);

    public static TheoryData<string, Verdict, Evidence[]> Cases => new()
    {
        { "backed up and drilled", Verdict.Pass, [Taken, Green] },
        { "no backup", Verdict.Missing, [] },
        { "no drill", Verdict.Missing, [Taken] },
        { "a backup that is too old", Verdict.Missing, [Made(BackupEvidence.Taken, 48, EvidenceOutcome.Pass), Green] },
        { "the newest failed, the one before is young enough", Verdict.Pass, [Taken, Green, Made(BackupEvidence.Failed, 1, EvidenceOutcome.Fail)] },
        { "only a failed one", Verdict.Missing, [Made(BackupEvidence.Failed, 1, EvidenceOutcome.Fail), Green] },
        { "a red drill after a green one", Verdict.Fail, [Taken, Green, Made(BackupEvidence.Drilled, 1, EvidenceOutcome.Fail)] },
        { "a green drill after a red one", Verdict.Pass, [Taken, Made(BackupEvidence.Drilled, 9, EvidenceOutcome.Fail), Green] },
        { "a drill that is too old", Verdict.Missing, [Taken, Made(BackupEvidence.Drilled, 24 * 7, EvidenceOutcome.Pass)] },
        { "another plan's", Verdict.Missing, [Made(BackupEvidence.Taken, 5, EvidenceOutcome.Pass, "acme/shop:other"), Made(BackupEvidence.Drilled, 5, EvidenceOutcome.Pass, "servers:nightly")] },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void It_asks_for_a_young_backup_and_a_green_drill_of_every_plan(string what, Verdict expected, Evidence[] evidence)
    {
        var node = Judge(evidence, Planned("acme/shop", new PlannedBackup("nightly", TimeSpan.FromDays(2), TimeSpan.FromDays(7), null)));
        Assert.True(expected == node.Verdict, $"{what}: {node.Verdict}: {node.Reason}");
        if (expected != Verdict.Pass) Assert.Contains("nightly", node.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_plans_it_is_not_needed_and_a_plan_that_is_not_in_force_yet_is_not_judged()
    {
        Assert.Equal(Verdict.NotNeeded, Judge([], null, "version: 1\n").Verdict);
        var node = Judge([], null);
        Assert.Equal(Verdict.NotNeeded, Assert.Single(node.Children).Verdict);
        Assert.Contains("not in force yet", node.Children[0].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Plans_of_servers_are_judged_in_the_product_whose_ledger_has_them()
    {
        var node = Judge([Made(BackupEvidence.Taken, 1, EvidenceOutcome.Pass, "servers:db")], Planned("servers", new PlannedBackup("db", TimeSpan.FromDays(2), TimeSpan.FromDays(7), null)), "version: 1\n");
        Assert.Equal("No backup of the plan db was ever restored for trial.", Assert.Single(node.Children).Reason);
    }

    [Fact]
    public void A_plan_that_cannot_be_run_fails_and_plans_that_cannot_be_read_are_an_error()
    {
        Assert.Equal(Verdict.Fail, Judge([Taken, Green], Planned("acme/shop", new PlannedBackup("nightly", TimeSpan.FromDays(2), TimeSpan.FromDays(7), "There is no agent."))).Verdict);
        var (evidence, _) = Planned("acme/shop");
        Assert.Equal(Verdict.Error, Judge([Taken, Green], (evidence, [])).Verdict);
    }

    private static VerdictNode Judge(Evidence[] about, (Evidence Evidence, byte[] Payload)? planned, string? policy = null)
    {
        policy ??= "version: 1\ndevelopment:\n  backups:\n    plans:\n      nightly: {what: {kind: git}, vault: main, when: {cron: \"0 2 * * *\"}, drill: 7d}\n";
        var reading = new PolicyReader([GatePolicy.Section, BackupsPolicy.Section]).Read(policy);
        Assert.Empty(reading.Problems);
        Evidence[] all = planned is { } p ? [p.Evidence, .. about] : about;
        return new BackupsCriterion().Judge(new GateFacts
        {
            Product = Shop, Commit = CommitSha.Parse(new string('a', 40)), Policy = reading.Policy, Now = Now, Entries = [.. all.Select((e, i) => new LedgerEntry(i, e))],
            Payloads = planned is { Payload.Length: > 0 } kept ? new Dictionary<string, byte[]> { [kept.Evidence.Payload!] = kept.Payload } : [],
        });
    }

    private static Evidence Made(string kind, double hoursAgo, EvidenceOutcome outcome, string plan = Plan) => new()
    {
        Id = Evidence.IdFor(kind, Subject.Product(Shop), $"{hoursAgo} {plan}"), Time = Now.AddHours(-hoursAgo), Actor = "steward", Kind = kind, Subject = Subject.Product(Shop), Outcome = outcome,
        Details = new JsonObject { ["plan"] = plan, ["snapshot"] = new string('f', 64) },
    };

    private static (Evidence, byte[]) Planned(string scope, params PlannedBackup[] plans)
    {
        var payload = Json.WriteBytes(new PlannedBackups(scope, plans));
        return (new Evidence
        {
            Id = Evidence.IdFor(BackupEvidence.Planned, Subject.Product(Shop), scope), Time = Now.AddDays(-30), Actor = "steward", Kind = BackupEvidence.Planned, Subject = Subject.Product(Shop),
            Outcome = EvidenceOutcome.Info, Details = new JsonObject { ["scope"] = scope }, Payload = Digest.Sha256(payload),
        }, payload);
    }
}
