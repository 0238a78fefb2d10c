namespace Steward.Stages.Development.Snapshots;

/// <summary>What a snapshot consists of. It is written last: a snapshot without it does not count.</summary>
/// <param name="FormatVersion">The version of the files' format: <see cref="Version"/>.</param>
/// <param name="Stamp">The snapshot's name.</param>
/// <param name="StartedAt">When its first row was read. Tables are read one after another while Steward works on, so it is not one moment.</param>
/// <param name="EndedAt">When its last row was read.</param>
/// <param name="Tables">The tables by name.</param>
public sealed record SnapshotManifest(
    int FormatVersion, string Stamp, DateTimeOffset StartedAt, DateTimeOffset EndedAt, IReadOnlyList<SnapshotTable> Tables)
{
    /// <summary>The version that is written, and the only one that is read.</summary>
    public const int Version = 1;

    /// <summary>All rows.</summary>
    public long Rows => Tables.Sum(t => t.Rows);
}

/// <summary>One table of a snapshot.</summary>
/// <param name="Name">Its short name, without Steward's prefix.</param>
/// <param name="Rows">How many rows.</param>
/// <param name="Bytes">The bytes of its file.</param>
/// <param name="Sha256">SHA-256 of its file (compressed), hexadecimal.</param>
/// <param name="ContentSha256">SHA-256 of its rows (the lines, not compressed), hexadecimal: what a restored table is compared with.</param>
public sealed record SnapshotTable(string Name, long Rows, long Bytes, string Sha256, string ContentSha256);

/// <summary>A snapshot that counts.</summary>
/// <param name="Manifest">What it consists of.</param>
/// <param name="Digest">SHA-256 of the manifest's bytes, hexadecimal: what the ledger says of it.</param>
public sealed record StoredSnapshot(SnapshotManifest Manifest, string Digest);
