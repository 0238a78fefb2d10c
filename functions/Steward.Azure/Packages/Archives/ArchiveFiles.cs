using System.Formats.Tar;
using System.IO.Compression;
using Steward.Kernel;
using Steward.Stages.Security.Licences.Detection;
using LicenceFile = Steward.Stages.Security.Licences.Metadata.LicenceFile;

namespace Steward.Azure.Packages.Archives;

/// <summary>
/// Finds the licence file in a package's archive, read once from its beginning to its end and never unpacked to disk: npm's and Python's source archives (gzip, tar, one folder around all), and
/// wheels (ZIP; PEP 639 keeps the files in <c>NAME.dist-info/licenses</c>).
/// </summary>
internal static class ArchiveFiles
{
    private const long MaxUnpacked = 512L * 1024 * 1024;
    private const int MaxEntries = 50_000;
    private const string Info = ".dist-info/";
    private const string Licences = "licenses/";

    /// <summary>The named file, or where none is named the usual one; null when there is none. Invalid when the archive cannot be read, or is too much.</summary>
    public static LicenceFile? InTarball(Stream tarball, string? name) => Read(() =>
    {
        using var unpacked = new LimitedStream(new GZipStream(tarball, CompressionMode.Decompress, leaveOpen: true), MaxUnpacked);
        using var tar = new TarReader(unpacked);
        var found = new Finding(name);
        for (var count = 0; tar.GetNextEntry() is { } entry; count++)
        {
            if (count == MaxEntries) throw TooMany();
            if (entry is { EntryType: TarEntryType.RegularFile or TarEntryType.V7RegularFile, DataStream: { } content } && Inside(entry.Name) is { } path)
                found.Offer(path, entry.Length, content);
        }

        return found.Best;
    });

    /// <summary>The same in a wheel, which names its files itself.</summary>
    public static LicenceFile? InWheel(Stream wheel, string? name) => Read(() =>
    {
        using var zip = new ZipArchive(wheel, ZipArchiveMode.Read, leaveOpen: true);
        if (zip.Entries.Count > MaxEntries) throw TooMany();
        var found = new Finding(name);
        foreach (var entry in zip.Entries)
        {
            if (entry.FullName.IndexOf(Info, StringComparison.Ordinal) is not (> 0 and var at) || entry.FullName.AsSpan(0, at).Contains('/')) continue;
            var path = entry.FullName[(at + Info.Length)..];
            using var content = entry.Open();
            found.Offer(path.StartsWith(Licences, StringComparison.Ordinal) ? path[Licences.Length..] : path, entry.Length, content);
        }

        return found.Best;
    });

    private static LicenceFile? Read(Func<LicenceFile?> read)
    {
        try
        {
            return read();
        }
        catch (Exception broken) when (broken is InvalidDataException or EndOfStreamException or FormatException or NotSupportedException)
        {
            throw StewardException.Invalid("A package's archive cannot be read.", broken);
        }
    }

    // The folder around all is "package" in npm's archives, "NAME-VERSION" in Python's, and anything in some.
    private static string? Inside(string entry)
    {
        var path = entry.StartsWith("./", StringComparison.Ordinal) ? entry[2..] : entry;
        return path.IndexOf('/', StringComparison.Ordinal) is > 0 and var at ? path[(at + 1)..] : null;
    }

    private static StewardException TooMany() => StewardException.Invalid($"A package's archive has more than {MaxEntries} files, which is the limit here.");

    // Of several that are named as licence files are, the same one wherever they stand in the archive.
    private sealed class Finding(string? wanted)
    {
        public LicenceFile? Best { get; private set; }

        public void Offer(string path, long length, Stream content)
        {
            var fits = wanted is not null ? path == wanted : !path.Contains('/', StringComparison.Ordinal) && LicenceDetector.IsLicenceFile(path);
            if (!fits || length > LicenceFile.MaxBytes || (Best is { } best && !UsualLicence.IsBefore(path, best.Name))) return;
            // What an archive says of its lengths may be wrong.
            using var limited = new LimitedStream(content, LicenceFile.MaxBytes);
            using var bytes = new MemoryStream();
            limited.CopyTo(bytes);
            Best = new LicenceFile(path, bytes.ToArray());
        }
    }
}
