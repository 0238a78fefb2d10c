using Steward.Gates;
using Steward.Kernel;
using Steward.Ledger;
using Steward.Ledger.Merkle;

namespace Steward.Stages.Release.Tracing;

/// <summary>Where a line comes from, and everything that the ledger says of it.</summary>
/// <param name="Product">The product.</param>
/// <param name="Path">The file that was asked for.</param>
/// <param name="Line">The line that was asked for.</param>
/// <param name="Ref">The branch, tag or commit at which it was asked for.</param>
/// <param name="At">The commit that this names.</param>
/// <param name="Commit">The commit that wrote the line.</param>
/// <param name="Change">The change that brought the commit; null when none has.</param>
public sealed record LineTrace(ProductId Product, string Path, int Line, string Ref, CommitSha At, TracedCommit Commit, TracedChange? Change)
{
    /// <summary>It all in a sentence for people.</summary>
    public string Sentence { get; init; } = "";

    /// <summary>The commit that moved or copied the line to where it is; null where it stands where it was written.</summary>
    public TracedCommit? MovedBy { get; init; }

    /// <summary>The change that brought <see cref="MovedBy"/>; null when none has.</summary>
    public TracedChange? MovedWith { get; init; }

    /// <summary>True when changes have brought both who wrote the line and who moved it.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool IsBrought => Change is not null && (MovedBy is null || MovedWith is not null);

    /// <summary>The releases that contain the line, from the first on.</summary>
    public IReadOnlyList<TracedRelease> Releases { get; init; } = [];

    /// <summary>Every evidence, in the order of the ledger.</summary>
    public IReadOnlyList<TracedEvidence> Chain { get; init; } = [];

    /// <summary>What was left out, where something was; null otherwise.</summary>
    public string? CutOff { get; init; }

    /// <summary>The signed tree head that all proofs lead to; null when there is no evidence.</summary>
    public Checkpoint? Checkpoint { get; init; }

    /// <summary>True when every entry's proof leads from the entry to the checkpoint's root.</summary>
    public bool IsProved() => Chain.All(e => e.Holds(Checkpoint));
}

/// <summary>The commit that wrote a line.</summary>
/// <param name="Sha">The commit.</param>
/// <param name="Path">The file's path in it.</param>
/// <param name="Line">The line in it.</param>
/// <param name="Title">The first line of its message.</param>
/// <param name="Author">Its author as written in it.</param>
/// <param name="CommittedAt">The committer's date.</param>
public sealed record TracedCommit(CommitSha Sha, string Path, int Line, string Title, string Author, DateTimeOffset CommittedAt)
{
    /// <summary>The author's account, where the source knows it; null where it knows none.</summary>
    public string? Login { get; init; }
}

/// <summary>The change that brought a commit.</summary>
/// <param name="Head">The head that it was pushed and judged with.</param>
/// <param name="Ref">Where it was pushed to; null when the ledger does not say.</param>
/// <param name="PushedBy">Who pushed it.</param>
/// <param name="ReceivedAt">When it was received.</param>
/// <param name="Verdict">What was decided last; null when nothing was.</param>
public sealed record TracedChange(CommitSha Head, string? Ref, string PushedBy, DateTimeOffset ReceivedAt, Verdict? Verdict);

/// <summary>A release that contains something.</summary>
/// <param name="Tag">Its tag.</param>
/// <param name="Commit">Its commit.</param>
/// <param name="NamedAt">When it was first decided.</param>
/// <param name="Index">The entry of the ledger that names it.</param>
public sealed record TracedRelease(string Tag, CommitSha Commit, DateTimeOffset NamedAt, long Index)
{
    /// <summary>Whether it has a passport; null where that was not looked up, because there are too many.</summary>
    public bool? Released { get; init; }
}

/// <summary>An evidence on the way of a line.</summary>
/// <param name="Step">Which step it belongs to.</param>
/// <param name="Index">Its index in the ledger.</param>
/// <param name="Evidence">The evidence; its canonical JSON is the leaf that the proof begins with.</param>
/// <param name="Proof">The proof that the checkpoint's tree contains it.</param>
public sealed record TracedEvidence(TraceStep Step, long Index, Evidence Evidence, InclusionProof Proof)
{
    /// <summary>When.</summary>
    public DateTimeOffset Time => Evidence.Time;

    /// <summary>By whom.</summary>
    public string Actor => Evidence.Actor;

    /// <summary>The operation.</summary>
    public string Kind => Evidence.Kind;

    /// <summary>What it came to.</summary>
    public EvidenceOutcome Outcome => Evidence.Outcome;

    /// <summary>One sentence for people, or null.</summary>
    public string? Summary => Evidence.Summary;

    /// <summary>True when the proof leads from this very evidence, at this index, to the root of a checkpoint.</summary>
    public bool Holds(Checkpoint? checkpoint) =>
        checkpoint is not null && Proof.Index == Index && Proof.Size == checkpoint.Size
        && ProofCheck.Inclusion(Proof, TreeHash.Leaf(LeafData.Of(Evidence)), checkpoint.RootHash);
}
