namespace Steward.Stages.Security.Seats;

/// <summary>Asks for a seat for a person.</summary>
/// <param name="Licence">The licence's id.</param>
/// <param name="Person">The person's key.</param>
/// <param name="Beyond">Also when no seat is free.</param>
public sealed record AssignRequest(string Licence, string Person, bool Beyond = false);

/// <summary>Asks for a person's seats to be taken back.</summary>
/// <param name="Person">The person's key.</param>
/// <param name="Licence">The licence's id; null: all.</param>
public sealed record ReturnRequest(string Person, string? Licence = null);

/// <summary>Asks for the seats of everybody who has left to be taken back.</summary>
/// <param name="Override">Also when they are more than the brake allows at once.</param>
public sealed record LeaversRequest(bool Override = false);

/// <summary>What changed.</summary>
/// <param name="Changes">A sentence each; empty when all was as asked already.</param>
public sealed record SeatsChanged(IReadOnlyList<string> Changes);
