using System.Text.Json.Nodes;
using Steward.Gates;
using Steward.Kernel;
using Steward.Ledger;
using Steward.Policy;
using Steward.Stages;

namespace Steward.UnitTests.Gates;

/// <summary>Facts and criteria for tests of the gate.</summary>
internal static class GateWorld
{
    private static readonly PolicyReader _reader = new(new StageRegistry().Sections);

    public static DateTimeOffset Now { get; } = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    public static CommitSha Commit { get; } = CommitSha.Parse(new string('a', 40));

    public static ProductId Product { get; } = ProductId.Parse("acme/shop");

    public static GateFacts Facts(string? yaml = "version: 1", params Evidence[] evidence)
    {
        var reading = _reader.Read(yaml);
        return new GateFacts
        {
            Product = Product,
            Commit = Commit,
            Policy = reading.Policy,
            PolicyProblems = reading.Problems,
            Now = Now,
            Entries = [.. evidence.Select((e, i) => new LedgerEntry(i, e))],
        };
    }

    public static ICriterion Says(Stage stage, string name, Verdict verdict) => Says(stage, name, _ => Node(name, verdict));

    public static ICriterion Says(Stage stage, string name, Func<GateFacts, VerdictNode> judge) => new Stub(stage, name, judge);

    public static VerdictNode Node(string name, Verdict verdict, params VerdictNode[] children) => new(name, verdict, $"{name} is {verdict}.") { Children = [.. children] };

    public static Evidence Waiver(string path, string? until = "2026-12-01T00:00:00Z", string by = "ann", Subject? subject = null) => new()
    {
        Id = Digest.Sha256($"{path}{until}{by}"),
        Time = Now,
        Actor = $"token:{by}",
        Kind = Steward.Gates.Waiver.Kind,
        Subject = subject ?? Subject.Commit(Commit),
        Outcome = EvidenceOutcome.Info,
        Details = new JsonObject { ["path"] = path, ["until"] = until, ["reason"] = "supplier is late", ["by"] = by },
    };

    public static VerdictNode At(this VerdictNode root, string path) => root.Walk().First(n => n.Path == path).Node;

    private sealed class Stub(Stage stage, string name, Func<GateFacts, VerdictNode> judge) : ICriterion
    {
        public Stage Stage => stage;

        public string Name => name;

        public VerdictNode Judge(GateFacts facts) => judge(facts);
    }
}
