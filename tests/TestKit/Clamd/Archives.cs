using System.Formats.Tar;
using System.IO.Compression;

namespace Steward.TestKit.Clamd;

/// <summary>Archives around some bytes.</summary>
public static class Archives
{
    /// <summary>A zip with one stored entry.</summary>
    public static byte[] Zip(byte[] content, string name = "inner.txt")
    {
        var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        using (var entry = archive.CreateEntry(name, CompressionLevel.NoCompression).Open()) entry.Write(content);
        return stream.ToArray();
    }

    /// <summary>The same with the flag of encryption (bit 0 of the general purpose flags) in its local and central header.</summary>
    public static byte[] EncryptedZip(byte[] content)
    {
        var zip = Zip(content);
        zip[6] |= 1;
        zip[zip.AsSpan().LastIndexOf("PK\u0001\u0002"u8) + 8] |= 1;
        return zip;
    }

    /// <summary>A tar with one file.</summary>
    public static byte[] Tar(byte[] content)
    {
        var stream = new MemoryStream();
        using (var writer = new TarWriter(stream, leaveOpen: true))
            writer.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, "inner.txt") { DataStream = new MemoryStream(content) });
        return stream.ToArray();
    }

    /// <summary>Bytes, compressed by gzip.</summary>
    public static byte[] GZip(byte[] content)
    {
        var stream = new MemoryStream();
        using (var gzip = new GZipStream(stream, CompressionLevel.Optimal, leaveOpen: true)) gzip.Write(content);
        return stream.ToArray();
    }
}
