using Steward.Ledger;
using Steward.Ledger.Verification;

namespace Steward.Cli.Commands.Ledger;

/// <summary>What the ledger commands answer; hashes and proofs are base64 in JSON.</summary>
internal sealed record LedgerAnswer
{
    /// <summary>The tree's size.</summary>
    public required long Size { get; init; }

    /// <summary>Its root; null when it is not known.</summary>
    public byte[]? RootHash { get; init; }

    /// <summary>The signed note; null when nothing was published.</summary>
    public string? Checkpoint { get; init; }

    /// <summary>How many entries were read; more than the size where some are not published yet.</summary>
    public long? Entries { get; init; }

    /// <summary>The entry that was proved.</summary>
    public long? Index { get; init; }

    /// <summary>Its leaf's hash.</summary>
    public byte[]? LeafHash { get; init; }

    /// <summary>The evidence itself.</summary>
    public Evidence? Entry { get; init; }

    /// <summary>The audit path, from the leaf upwards.</summary>
    public IReadOnlyList<byte[]>? Proof { get; init; }

    /// <summary>The proof that the tree of this size is the beginning of the checkpoint's.</summary>
    public IReadOnlyList<byte[]>? Consistency { get; init; }

    /// <summary>True when the checkpoint's signature was checked.</summary>
    public bool? SignatureChecked { get; init; }

    /// <summary>"valid" or "invalid".</summary>
    public string Verdict => Problems.Count == 0 ? "valid" : "invalid";

    /// <summary>What is wrong, and where.</summary>
    public IReadOnlyList<LedgerProblem> Problems { get; init; } = [];

    /// <summary>The answer of a verification.</summary>
    public static LedgerAnswer Of(LedgerReport report) => new()
    {
        Size = report.Checkpoint?.Size ?? 0,
        RootHash = report.Checkpoint?.RootHash,
        Checkpoint = report.Checkpoint?.SignedNote,
        Entries = report.Entries,
        SignatureChecked = report.SignatureChecked,
        Problems = report.Problems,
    };

    /// <summary>The beginning of a proof's answer.</summary>
    public static LedgerAnswer Of(Checkpoint checkpoint) =>
        new() { Size = checkpoint.Size, RootHash = checkpoint.RootHash, Checkpoint = checkpoint.SignedNote };
}
