namespace Steward.Stages.Testing.Results.Archives;

/// <summary>
/// The reports that a file holds: itself, or those of a zip, tar, tar.gz or gz, recognised by content. An archive in an archive is refused.
/// Never throws on what stands in an archive: that is the problem of a file.
/// </summary>
public static class ReportFiles
{
    /// <summary>The reports, one at a time: dispose each before the next. There is always one, be it to say what is wrong.</summary>
    /// <param name="name">The file's name, for messages.</param>
    /// <param name="content">Its bytes, seekable; not disposed.</param>
    public static IEnumerable<ReportFile> Of(string name, Stream content) => KindOf(content) switch
    {
        ArchiveKind.None => [ReportFile.Plain(name, content)],
        ArchiveKind.Zip => new Unpacking(name, ZipFiles.Of(content)).Reports(),
        ArchiveKind.Gzip => new Unpacking(name, GzipFiles.Of(content)).Reports(),
        ArchiveKind.Tar => new Unpacking(name, Tar(content)).Reports(),
        _ => [ReportFile.Refused(name, "This is an archive of a kind that is not read: pack the reports as zip, tar, tar.gz or gz.")],
    };

    private static IEnumerable<ArchiveFile> Tar(Stream content)
    {
        var meter = new ArchiveMeter(content);
        return new TarFiles(new MeteredStream(content, meter), meter).All();
    }

    private static ArchiveKind KindOf(Stream content)
    {
        var head = new byte[ArchiveKinds.HeadBytes];
        content.Position = 0;
        var length = content.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        content.Position = 0;
        return ArchiveKinds.Of(head.AsSpan(0, length));
    }
}
