namespace Steward.Ledger.Verification;

/// <summary>Something that is wrong with a ledger, and where.</summary>
/// <param name="Where">A path (<c>tile/0/000</c>, <c>checkpoint</c>) or an entry (<c>entry 17</c>).</param>
/// <param name="Message">What is wrong with it, as a sentence.</param>
public sealed record LedgerProblem(string Where, string Message);

/// <summary>What a verification found.</summary>
/// <param name="Checkpoint">The checkpoint that was verified; null when there is none that can be read.</param>
/// <param name="Entries">How many entries were read.</param>
/// <param name="SignatureChecked">True when a public key was given and the signature was checked.</param>
/// <param name="Problems">What is wrong, at most <see cref="MaxProblems"/>; empty: the ledger is in order.</param>
public sealed record LedgerReport(Checkpoint? Checkpoint, long Entries, bool SignatureChecked, IReadOnlyList<LedgerProblem> Problems)
{
    /// <summary>The most problems that are listed.</summary>
    public const int MaxProblems = 100;

    /// <summary>True when nothing is wrong.</summary>
    public bool IsValid => Problems.Count == 0;
}
