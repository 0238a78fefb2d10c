namespace Steward.Stages.Testing.Results.Archives;

/// <summary>
/// The reports that a file holds: itself, or those of a zip, tar, tar.gz or gz, recognised by content, and of the archives in it. What is packed deeper is refused.
/// Never throws on what stands in an archive: that is the problem of a file.
/// </summary>
public static class ReportFiles
{
    internal const string Foreign = "This is an archive of a kind that is not read: pack the reports as zip, tar, tar.gz or gz.";

    /// <summary>The reports, one at a time: dispose each before the next. There is always one, be it to say what is wrong.</summary>
    /// <param name="name">The file's name, for messages.</param>
    /// <param name="content">Its bytes, seekable; not disposed.</param>
    public static IEnumerable<ReportFile> Of(string name, Stream content) => Of(name, content, SoughtReports.OfTests);

    /// <summary>The reports of some kind, as above.</summary>
    internal static IEnumerable<ReportFile> Of(string name, Stream content, SoughtReports sought) => KindOf(content) switch
    {
        ArchiveKind.None => [ReportFile.Plain(name, content)],
        ArchiveKind.Foreign => [ReportFile.Refused(name, Foreign)],
        var kind => new Unpacking(name, sought, new ArchiveMeter(content)).Reports(kind, content),
    };

    private static ArchiveKind KindOf(Stream content)
    {
        var head = new byte[ArchiveKinds.HeadBytes];
        content.Position = 0;
        var length = content.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        content.Position = 0;
        return ArchiveKinds.Of(head.AsSpan(0, length));
    }
}
