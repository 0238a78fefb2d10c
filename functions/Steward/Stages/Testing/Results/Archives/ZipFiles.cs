using System.IO.Compression;

namespace Steward.Stages.Testing.Results.Archives;

/// <summary>The files of a zip (APPNOTE.TXT 6.3), in the order of its directory; of one that is cut off, in the order in which they stand.</summary>
internal static class ZipFiles
{
    /// <summary>Why an encrypted file is refused.</summary>
    public const string Encrypted = "It is encrypted, so it cannot be read. Pack the reports without a password.";

    private const int UnixKindShift = 16;
    private const int UnixKindMask = 0xF000;
    private const int UnixRegular = 0x8000;

    public static IEnumerable<ArchiveFile> Of(Stream packed, ArchiveMeter meter)
    {
        using var archive = Open(new DirectoryGuard(packed));
        var remains = archive is null ? new ZipRemains(packed, meter).All() : [];
        foreach (var file in remains) yield return file;
        foreach (var entry in archive?.Entries ?? [])
        {
            meter.CountEntry();
            if (entry.FullName.EndsWith('/')) continue;
            using var content = entry.IsEncrypted || !IsRegular(entry) ? null : Unpack(entry, meter);
            yield return entry.IsEncrypted ? ArchiveFile.Refused(entry.FullName, Encrypted)
                : !IsRegular(entry) ? ArchiveFile.Other(entry.FullName)
                : content is null ? ArchiveFile.Refused(entry.FullName, "It is packed in a way that is not read. Pack it with 'deflate'.")
                : new ArchiveFile(entry.FullName, content);
        }
    }

    // Null: the list of entries cannot be read.
    private static ZipArchive? Open(DirectoryGuard guarded)
    {
        ZipArchive? archive = null;
        try
        {
            archive = new ZipArchive(guarded, ZipArchiveMode.Read, leaveOpen: true);
            _ = archive.Entries.Count;
            guarded.IsOpen = true;
            return archive;
        }
        catch (Exception broken) when (broken is InvalidDataException or IOException or NotSupportedException or ArgumentException or OverflowException)
        {
            archive?.Dispose();
            return null;
        }
        catch
        {
            archive?.Dispose();
            throw;
        }
    }

    // Zips that were made on Unix carry the kind of file; others carry 0.
    private static bool IsRegular(ZipArchiveEntry entry) =>
        ((entry.ExternalAttributes >> UnixKindShift) & UnixKindMask) is 0 or UnixRegular;

    private static MeteredStream? Unpack(ZipArchiveEntry entry, ArchiveMeter meter)
    {
        try
        {
            return new MeteredStream(new ZipContent(entry.Open(), entry.Length, entry.Crc32), meter);
        }
        catch (Exception broken) when (broken is InvalidDataException or NotSupportedException or IOException)
        {
            return null;
        }
    }
}
