using Steward.Ledger;

namespace Steward.Answers;

/// <summary>Evidence of a product.</summary>
/// <param name="Entries">The entries, in the order of the ledger.</param>
/// <param name="Size">The number of entries of the whole ledger.</param>
/// <param name="More">True when there are more than are shown.</param>
public sealed record EvidenceList(IReadOnlyList<LedgerEntry> Entries, long Size, bool More);

/// <summary>Whether an entry was proved to be in the ledger.</summary>
public enum ProofStatus
{
    /// <summary>The audit path leads from the entry to the checkpoint's root.</summary>
    Verified,

    /// <summary>It does not: the ledger or the entry was tampered with.</summary>
    Broken,
}

/// <summary>One entry with what checking its proof gave.</summary>
/// <param name="Entry">The entry.</param>
/// <param name="Status">What checking the proof gave.</param>
public sealed record CheckedEvidence(LedgerEntry Entry, ProofStatus Status);

/// <summary>Evidence whose proofs were checked.</summary>
/// <param name="Entries">The entries, in the order of the ledger.</param>
/// <param name="More">True when there are more than were looked at.</param>
public sealed record CheckedList(IReadOnlyList<CheckedEvidence> Entries, bool More);

/// <summary>One entry with the proof that the ledger contains it.</summary>
/// <param name="Entry">The entry.</param>
/// <param name="Status">What checking the proof gave.</param>
/// <param name="Proof">The proof (RFC 6962, section 2.1.1), for those who check it themselves.</param>
/// <param name="Checkpoint">The signed tree head that it was checked against.</param>
public sealed record ProvedEvidence(LedgerEntry Entry, ProofStatus Status, InclusionProof Proof, Checkpoint Checkpoint);
