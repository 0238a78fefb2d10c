namespace Steward.Stages.Testing.Results.Archives;

/// <summary>The files of an archive, whatever kind it is.</summary>
internal static class ArchiveFiles
{
    /// <summary>The files one after the other: the content of each is valid until the next.</summary>
    /// <param name="kind">The archive's kind; none that is not read.</param>
    /// <param name="packed">Its bytes, seekable.</param>
    /// <param name="meter">Counts what is unpacked.</param>
    public static IEnumerable<ArchiveFile> Of(ArchiveKind kind, Stream packed, ArchiveMeter meter) => kind switch
    {
        ArchiveKind.Zip => ZipFiles.Of(packed, meter),
        ArchiveKind.Gzip => GzipFiles.Of(packed, meter),
        _ => new TarFiles(new MeteredStream(packed, meter), meter).All(),
    };
}
