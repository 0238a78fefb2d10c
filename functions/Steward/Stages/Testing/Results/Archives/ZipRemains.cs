namespace Steward.Stages.Testing.Results.Archives;

/// <summary>
/// The files of a zip whose list of entries is not there, as of one that is cut off: by the headers that stand before each file (APPNOTE.TXT 6.3, 4.3.7),
/// in their order, until something else stands there. That something is missing is told at the end, always.
/// </summary>
/// <param name="packed">The zip, seekable.</param>
/// <param name="meter">Counts what is unpacked.</param>
internal sealed class ZipRemains(Stream packed, ArchiveMeter meter)
{
    private const string CutOff = "The archive is cut off or damaged: its list of entries cannot be read, so nobody knows what it held beside what was read.";
    private const string NotRead = "It is packed in a way that is not read where the archive's list of entries is missing.";

    public IEnumerable<ArchiveFile> All()
    {
        packed.Position = 0;
        while (ZipLocalHeader.Read(packed) is { } header)
        {
            meter.CountEntry();
            var end = header.PackedBytes is { } bytes ? packed.Position + bytes : (long?)null;
            using var content = header.IsEncrypted ? null : Unpack(header);
            if (!header.IsFolder)
            {
                yield return header.IsEncrypted ? ArchiveFile.Refused(header.Name, ZipFiles.Encrypted)
                    : content is null ? ArchiveFile.Refused(header.Name, NotRead)
                    : new ArchiveFile(header.Name, content);
            }

            // Where a file ends whose length stands behind it is known when it was unpacked.
            if (end is not null) packed.Position = Math.Min(end.Value, packed.Length);
            else if (content is null || !IsWhole(content)) break;
        }

        throw new ArchiveBrokenException(CutOff);
    }

    // What breaks in a file is told with it; a limit that was reached ends the walk by its own sentence.
    private static bool IsWhole(MeteredStream content)
    {
        try
        {
            content.CopyTo(Stream.Null);
            return true;
        }
        catch (ArchiveBrokenException broken) when (broken.InnerException is not null)
        {
            return false;
        }
    }

    private MeteredStream? Unpack(ZipLocalHeader header) => header switch
    {
        { PackedBytes: { } bytes } => ZipLocalContent.OfLength(packed, bytes, header) is { } known ? new MeteredStream(known, meter) : null,
        { IsDeflated: true } => new MeteredStream(ZipLocalContent.UpToItsEnd(packed), meter),
        _ => null,
    };
}
