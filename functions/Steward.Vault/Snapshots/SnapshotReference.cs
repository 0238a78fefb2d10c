namespace Steward.Vault.Snapshots;

/// <summary>A snapshot that is stored.</summary>
/// <param name="Id">64 hexadecimal digits: the SHA-256 of the stored object.</param>
/// <param name="Snapshot">What it says.</param>
public sealed record SnapshotReference(string Id, Snapshot Snapshot)
{
    internal const int ShortDigits = 10;

    /// <summary>The beginning of the id, as people write it.</summary>
    public string ShortId => Id[..ShortDigits];
}

/// <summary>The snapshots of a vault.</summary>
/// <param name="Snapshots">The oldest first.</param>
/// <param name="Problems">Those that cannot be read, one sentence each: they hide no other.</param>
public sealed record SnapshotList(IReadOnlyList<SnapshotReference> Snapshots, IReadOnlyList<string> Problems);

/// <summary>A snapshot that cannot be read: what its object alone shows.</summary>
/// <param name="Id">Its id, 64 characters.</param>
/// <param name="Length">The object's bytes.</param>
/// <param name="Stored">When the object was written, by the storage's clock.</param>
/// <param name="Why">What is wrong with it, one sentence or two.</param>
public sealed record DamagedSnapshot(string Id, long Length, DateTimeOffset Stored, string Why);

/// <summary>Which snapshots are meant; what is empty does not count.</summary>
public sealed record SnapshotFilter
{
    /// <summary>All.</summary>
    public static SnapshotFilter None { get; } = new();

    /// <summary>The machine.</summary>
    public string? Host { get; init; }

    /// <summary>The kind of source.</summary>
    public string? Kind { get; init; }

    /// <summary>Paths that the snapshot has to have, all of them.</summary>
    public IReadOnlyList<string> Paths { get; init; } = [];

    /// <summary>Tags that it has to have, all of them.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>True when a snapshot is meant.</summary>
    public bool Takes(Snapshot snapshot) =>
        (Host is null || snapshot.Host == Host) && (Kind is null || snapshot.Kind == Kind) && Paths.All(snapshot.Paths.Contains) && Tags.All(snapshot.Tags.Contains);
}
