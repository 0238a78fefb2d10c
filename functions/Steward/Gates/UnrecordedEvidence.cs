using Steward.Ledger;

namespace Steward.Gates;

/// <summary>Evidence that is in no ledger: not yet, or never, where it is only assumed.</summary>
/// <param name="Evidence">The evidence; where it has a payload, with its digest.</param>
/// <param name="Payload">The payload, or null.</param>
public sealed record UnrecordedEvidence(Evidence Evidence, byte[]? Payload = null);
