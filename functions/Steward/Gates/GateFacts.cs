using Steward.Kernel;
using Steward.Ledger;
using Steward.Policy;

namespace Steward.Gates;

/// <summary>The snapshot that a gate judges: everything it may look at, and nothing else. Criteria are pure functions of it.</summary>
public sealed record GateFacts
{
    /// <summary>The product.</summary>
    public required ProductId Product { get; init; }

    /// <summary>The commit that is judged.</summary>
    public required CommitSha Commit { get; init; }

    /// <summary>The policy at that commit.</summary>
    public required Policy.Policy Policy { get; init; }

    /// <summary>What is wrong in that policy: the sentences of the node "policy".</summary>
    public IReadOnlyList<PolicyProblem> PolicyProblems { get; init; } = [];

    /// <summary>The time of judging.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>All evidence that was collected, in the order of the ledger: of the commit, of its files' blobs, of the product.</summary>
    public IReadOnlyList<LedgerEntry> Entries { get; init; } = [];

    /// <summary>Payloads of that evidence, by digest.</summary>
    public IReadOnlyDictionary<string, byte[]> Payloads { get; init; } = new Dictionary<string, byte[]>(StringComparer.Ordinal);

    /// <summary>Capabilities whose orchestration failed, by <c>stage/capability</c> in lower case, with the reason: their criteria are Error, whatever else is known.</summary>
    public IReadOnlyDictionary<string, string> Faults { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The newest evidence of a kind about the judged commit, or null.</summary>
    public Evidence? Latest(string kind) => Latest(kind, Subject.Commit(Commit));

    /// <summary>The newest evidence of a kind about a subject, or null.</summary>
    public Evidence? Latest(string kind, Subject subject) => About(subject).LastOrDefault(e => e.Kind == kind);

    /// <summary>All evidence about a subject, oldest first.</summary>
    public IEnumerable<Evidence> About(Subject subject) => Entries.Select(e => e.Evidence).Where(e => e.Subject == subject);

    /// <summary>The payload of an evidence, read as JSON; null when the evidence has none or it was not collected.</summary>
    public T? Payload<T>(Evidence evidence)
        where T : class =>
        evidence.Payload is { } digest && Payloads.TryGetValue(digest, out var bytes) ? Json.Read<T>(bytes) : null;
}
