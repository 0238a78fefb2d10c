namespace Steward.Stages.Testing.Results.Archives;

/// <summary>How files are packed.</summary>
internal enum ArchiveKind
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>Zip.</summary>
    Zip,

    /// <summary>Gzip, around a tar or one file.</summary>
    Gzip,

    /// <summary>Tar.</summary>
    Tar,

    /// <summary>7z, bzip2, xz, Zstandard, RAR: recognised to be refused by name.</summary>
    Foreign,
}

/// <summary>Recognises archives by their first bytes.</summary>
internal static class ArchiveKinds
{
    /// <summary>The bytes that an archive is recognised by.</summary>
    public const int HeadBytes = TarHeader.Size;

    public static ArchiveKind Of(ReadOnlySpan<byte> head) => head switch
    {
        [(byte)'P', (byte)'K', 3, 4, ..] or [(byte)'P', (byte)'K', 5, 6, ..] => ArchiveKind.Zip,
        [0x1F, 0x8B, 8, ..] => ArchiveKind.Gzip,
        [(byte)'7', (byte)'z', 0xBC, 0xAF, ..] or [(byte)'B', (byte)'Z', (byte)'h', >= (byte)'1' and <= (byte)'9', ..] or [0xFD, (byte)'7', (byte)'z', (byte)'X', ..]
            or [0x28, 0xB5, 0x2F, 0xFD, ..] or [(byte)'R', (byte)'a', (byte)'r', (byte)'!', ..] => ArchiveKind.Foreign,
        { Length: >= TarHeader.Size } when TarHeader.IsOne(head) || !head[..TarHeader.Size].ContainsAnyExcept((byte)0) => ArchiveKind.Tar, // of zeros: an empty tar
        _ => ArchiveKind.None,
    };
}
