using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Steward.Engine;
using Steward.Gates;
using Steward.Kernel;
using Steward.Ledger;
using Steward.Policy;
using Steward.Stages;
using PolicyFile = Steward.Policy.Policy;

namespace Steward.UnitTests.Security;

/// <summary>Builds the facts that a criterion judges, with a policy that the real reader read.</summary>
internal sealed class Facts
{
    public static readonly DateTimeOffset Now = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);
    public static readonly CommitSha Commit = CommitSha.Parse(new string('c', 40));
    private readonly List<LedgerEntry> _entries = [];
    private readonly Dictionary<string, byte[]> _payloads = new(StringComparer.Ordinal);
    private PolicyFile _policy = PolicyFile.Missing;

    public static CommitSha Blob(int number) => CommitSha.Parse(number.ToString("x40", System.Globalization.CultureInfo.InvariantCulture));

    public Facts With(string yaml)
    {
        var reading = new PolicyReader(new ServiceCollection().AddCapabilities(new TaskCatalog()).Sections).Read("version: 1\n" + yaml);
        if (reading.Problems.Count > 0) throw new InvalidOperationException($"{reading.Problems[0].Path}: {reading.Problems[0].Message}");
        _policy = reading.Policy;
        return this;
    }

    public Facts With<T>(string kind, T payload, EvidenceOutcome outcome = EvidenceOutcome.Info)
    {
        var bytes = Json.WriteBytes(payload);
        _payloads[Digest.Sha256(bytes)] = bytes;
        return With(kind, Subject.Commit(Commit), outcome, null, Digest.Sha256(bytes));
    }

    public Facts With(string kind, Subject subject, EvidenceOutcome outcome, JsonObject? details = null, string? payload = null, string? summary = null)
    {
        _entries.Add(new LedgerEntry(_entries.Count, new Evidence
        {
            Id = Digest.Sha256($"{_entries.Count}"), Time = Now, Actor = "steward", Kind = kind, Subject = subject, Outcome = outcome,
            Details = details, Payload = payload, Summary = summary,
        }));
        return this;
    }

    public PolicyFile Policy => _policy;

    public VerdictNode Judge(ICriterion criterion) => criterion.Judge(Collected);

    /// <summary>The criterion's node as the gate has it: with what people waived.</summary>
    public VerdictNode Waived(ICriterion criterion, string stage) =>
        Gate.Judge([criterion], Collected).Walk().Single(n => n.Path == $"{Gate.Root}/{stage}/{criterion.Name}").Node;

    private GateFacts Collected => new()
    {
        Product = ProductId.Parse("acme/shop"), Commit = Commit, Policy = _policy, Now = Now, Entries = _entries, Payloads = _payloads,
    };
}
