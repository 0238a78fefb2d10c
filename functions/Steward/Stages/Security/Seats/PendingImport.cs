namespace Steward.Stages.Security.Seats;

/// <summary>An import that was begun: all that is needed to bring it to its end, whoever does.</summary>
/// <param name="Payload">The digest of what was said and how it is to be taken, in the payload store of the inventory's ledger.</param>
/// <param name="Source">Where it comes from.</param>
/// <param name="Actor">Who began it.</param>
/// <param name="At">When: its changes are of that time, also those that are made later.</param>
/// <param name="ClaimedAt">When somebody began, or began again, to work on it.</param>
public sealed record PendingImport(string Payload, string Source, string Actor, DateTimeOffset At, DateTimeOffset ClaimedAt)
{
    /// <summary>True when whoever worked on it has said that it was broken off.</summary>
    public bool IsLeft { get; init; }

    /// <summary>What tells it from every other import.</summary>
    public string Id => $"{Payload[..16]} {At:O}";
}

/// <summary>An import as it was read.</summary>
/// <param name="Import">The import.</param>
/// <param name="Version">What it is replaced by: a version of the store.</param>
public sealed record StoredImport(PendingImport Import, string Version);
