using System.Text.Json.Nodes;
using Steward.Gates;
using Steward.Kernel;
using Steward.Ledger;
using Steward.Stages.Release.Approvals;
using Steward.Stages.Release.Instructions;
using Steward.Stages.Release.Instructions.Reading;

namespace Steward.UnitTests.Release;

/// <summary>What people did about a release, in the order in which they did it.</summary>
/// <param name="policy">What stands below <c>release</c>.</param>
internal sealed class ReleaseStory(string policy)
{
    private readonly List<LedgerEntry> _entries = [];
    private readonly Dictionary<string, byte[]> _payloads = new(StringComparer.Ordinal);

    public static DateTimeOffset Now { get; } = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    public static CommitSha Head { get; } = CommitSha.Parse(new string('a', 40));

    public GateFacts Facts => new()
    {
        Product = ProductId.Parse("acme/shop"), Commit = Head, Policy = ReleasePolicies.Of($"version: 1\nrelease: {{{policy}}}\n"), Now = Now, Entries = _entries, Payloads = _payloads,
    };

    public ReleaseStory Authors(string authors, params (string By, CommitSha Commit)[] earlier) => Add(ReleaseAuthors.Kind, "steward", 0, payload: new ReleaseAuthors(
        [.. authors.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(a => new ReleaseAuthor(a, Head))], [.. earlier.Select(e => new EarlierApproval(e.By, e.Commit))]));

    public ReleaseStory Approves(string who, string? level = "approve", double daysAgo = 1) =>
        Add(Approval.Kind, who, daysAgo, level is null ? null : Approval.Details(who, level));

    public ReleaseStory Withdraws(string who) => Add(Approval.Withdrawn, who, 0.5);

    public ReleaseStory Reads(string markdown) => Add(InstructionEvidence.Read, "steward", 0, payload: MarkdownInstructions.Read("docs/release.md", markdown));

    public ReleaseStory Does(string item, string who = "token:ann", string level = "approve", string? text = null, bool undo = false) => Add(
        undo ? InstructionEvidence.Undone : InstructionEvidence.Done, who, 0,
        new JsonObject { ["item"] = item, ["text"] = text ?? InstructionEvidence.ListOf(Facts)!.Items.Single(i => i.Id == item).Digest, ["by"] = who, ["level"] = level });

    public ReleaseStory Leaves(string kind, EvidenceOutcome outcome) => Add(kind, "steward", 0, outcome: outcome);

    public ReleaseStory Add(string kind, string actor, double daysAgo, JsonObject? details = null, object? payload = null, EvidenceOutcome outcome = EvidenceOutcome.Info)
    {
        var bytes = payload is null ? null : Json.WriteBytes(payload);
        var digest = bytes is null ? null : Digest.Sha256(bytes);
        if (bytes is not null) _payloads[digest!] = bytes;
        _entries.Add(new LedgerEntry(_entries.Count, new Evidence
        {
            Id = Digest.Sha256($"{_entries.Count}"), Time = Now.AddDays(-daysAgo), Actor = actor, Kind = kind, Subject = Subject.Commit(Head), Outcome = outcome, Details = details, Payload = digest,
        }));
        return this;
    }
}
