using Steward.Vault.Chunks;

namespace Steward.Vault.Snapshots;

/// <summary>One backup. It is written last: what has no snapshot does not count. Kept as canonical JSON, encrypted; its id is the SHA-256 of the stored object.</summary>
public sealed record Snapshot
{
    /// <summary>When the backup began, by the clock of the machine that made it.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>When it ended.</summary>
    public required DateTimeOffset Ended { get; init; }

    /// <summary>The machine that made it, or whose backup it is.</summary>
    public required string Host { get; init; }

    /// <summary>What was backed up: <c>folder</c>, <c>git</c>, <c>postgres</c>, <c>stream</c>...</summary>
    public required string Kind { get; init; }

    /// <summary>The paths, addresses or names that were backed up, without secrets.</summary>
    public required IReadOnlyList<string> Paths { get; init; }

    /// <summary>Marks that people gave, sorted.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>The id of the snapshot that it was compared with, to read only what has changed.</summary>
    public string? Parent { get; init; }

    /// <summary>The chunks of the listing, in order: a CBOR sequence (RFC 8742) of entries.</summary>
    public required IReadOnlyList<ChunkId> Listing { get; init; }

    /// <summary>How much it is.</summary>
    public required SnapshotTotals Totals { get; init; }

    /// <summary>What else the source knows, for its restore: version of a server, digest of refs. Never secrets.</summary>
    public IReadOnlyDictionary<string, string> Details { get; init; } = new Dictionary<string, string>();

    /// <summary>What could not be read, or changed while it was read, one sentence each; at most 1,000, then the number of the others.</summary>
    public IReadOnlyList<string> Problems { get; init; } = [];
}

/// <summary>How much a backup is.</summary>
/// <param name="Entries">Lines of the listing.</param>
/// <param name="Files">Files among them.</param>
/// <param name="Bytes">Bytes of their contents.</param>
/// <param name="NewBytes">Bytes that no earlier backup had.</param>
/// <param name="StoredBytes">Bytes that were written to the store.</param>
public sealed record SnapshotTotals(long Entries, long Files, long Bytes, long NewBytes, long StoredBytes);
