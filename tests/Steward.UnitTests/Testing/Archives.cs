using System.IO.Compression;
using System.Text;
using Steward.Stages.Testing.Results.Archives;

namespace Steward.UnitTests.Testing;

/// <summary>Makes archives, and reads the reports in them.</summary>
internal static class Archives
{
    public static List<(string Told, string? Problem, IReadOnlyList<string> Notes)> Read(byte[] bytes)
    {
        var read = new List<(string, string?, IReadOnlyList<string>)>();
        foreach (var file in ReportFiles.Of("r", new MemoryStream(bytes)))
        {
            using var part = file;
            var report = part.Read();
            read.Add(($"{part.Name} {report.Format ?? "-"} {report.Counts.Passed}/{report.Counts.Failed} {report.Problem ?? "-"}", report.Problem, report.Notes));
        }

        return read;
    }

    public static byte[] Zip(params (string Name, string Content)[] files) => Pack([.. files.Select(f => (f.Name, Encoding.UTF8.GetBytes(f.Content)))]);

    public static byte[] Pack(params (string Name, byte[] Content)[] files)
    {
        var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in files)
            {
                using var entry = archive.CreateEntry(name).Open();
                entry.Write(content);
            }
        }

        return stream.ToArray();
    }

    public static byte[] Tar(params (string Name, string Content)[] files)
    {
        var tar = new MemoryStream();
        foreach (var (name, content) in files)
        {
            var header = new byte[512];
            Encoding.UTF8.GetBytes(name).CopyTo(header, 0);
            Encoding.UTF8.GetBytes("0000644\0").CopyTo(header, 100);
            var bytes = Encoding.UTF8.GetBytes(content);
            Encoding.UTF8.GetBytes(Convert.ToString(bytes.Length, 8).PadLeft(11, '0')).CopyTo(header, 124);
            if (name.Length == 0) header[0] = (byte)'e';
            header[156] = (byte)'0';
            Encoding.UTF8.GetBytes("ustar\0").CopyTo(header, 257);
            tar.Write(WithSum(header));
            tar.Write(bytes);
            tar.Write(new byte[(512 - bytes.Length % 512) % 512]);
        }

        tar.Write(new byte[1024]);
        return tar.ToArray();
    }

    public static byte[] WithSum(byte[] tar)
    {
        tar.AsSpan(148, 8).Fill((byte)' ');
        Encoding.UTF8.GetBytes(Convert.ToString(tar.Take(512).Sum(b => b), 8).PadLeft(6, '0') + "\0 ").CopyTo(tar, 148);
        return tar;
    }

    public static byte[] Gzip(byte[] bytes)
    {
        var stream = new MemoryStream();
        using (var gzip = new GZipStream(stream, CompressionLevel.SmallestSize, leaveOpen: true)) gzip.Write(bytes);
        return stream.ToArray();
    }
}
