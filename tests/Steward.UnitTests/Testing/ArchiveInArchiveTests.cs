using System.Text;
using Xunit;
using static Steward.UnitTests.Testing.Archives;

namespace Steward.UnitTests.Testing;

public sealed class ArchiveInArchiveTests
{
    private const string Green = "1..1\nok 1 - a\n";
    private static readonly byte[] Report = Encoding.UTF8.GetBytes(Green);

    [Fact]
    public void The_reports_of_an_archive_in_an_archive_are_read()
    {
        foreach (var inner in (byte[][])[Zip(("a.tap", Green), ("shot.png", "x")), Tar(("a.tap", Green), ("shot.png", "x")), Gzip(Tar(("a.tap", Green), ("shot.png", "x")))])
        {
            var read = Read(Pack(("in.bin", inner), ("b.tap", Report)));
            Assert.Equal(["r!in.bin!a.tap TAP 1/0 -", "r!b.tap TAP 1/0 -"], read.Select(r => r.Told));
            Assert.Contains("Beside reports the archive holds 1 other file: in.bin!shot.png.", read[1].Notes);
        }

        Assert.Equal("r!a.tap.gz TAP 1/0 -", Assert.Single(Read(Pack(("a.tap.gz", Gzip(Report))))).Told);
    }

    [Fact]
    public void A_trace_is_left_out_and_makes_nothing_bad()
    {
        var trace = Zip(("trace.trace", "{\"type\":\"context-options\"}\n"), ("resources/empty.json", ""), ("resources/page.html", "<html/>"));
        var read = Assert.Single(Read(Pack(("b.tap", Report), ("data/trace.zip", trace), ("build.log.gz", Gzip("hello"u8.ToArray())))));
        Assert.Equal("r!b.tap TAP 1/0 -", read.Told);
        Assert.Contains("Beside reports the archive holds 2 other files: data/trace.zip (an archive without a test report), build.log.gz (an archive without a test report).", read.Notes);
        Assert.Contains("holds no test report of a known format", Assert.Single(Read(Pack(("trace.zip", trace)))).Told, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_missing_in_an_inner_archive_is_told()
    {
        Assert.Contains("r!in.zip!b.xml - 0/0 The report is an empty file", Told(Pack(("in.zip", Zip(("a.tap", Green), ("b.xml", ""))))), StringComparison.Ordinal);
        Assert.Contains("r!in.zip - 0/0 The archive is cut off or damaged", Told(Pack(("in.zip", Zip(("shot.png", "x"))[..^30]))), StringComparison.Ordinal);
        Assert.Contains("r!in.7z - 0/0 This is an archive of a kind that is not read", Told(Pack(("in.7z", [(byte)'7', (byte)'z', 0xBC, 0xAF, 0x27, 0x1C]), ("b.tap", Report))), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_packed_deeper_is_refused_and_hides_no_other()
    {
        var read = Read(Pack(("in.zip", Pack(("deep.zip", Zip(("a.tap", Green))), ("c.tap", Report))), ("b.tap", Report)));
        Assert.Contains("r!in.zip!deep.zip - 0/0 It is an archive in an archive in an archive", read[0].Told, StringComparison.Ordinal);
        Assert.Equal(["r!in.zip!c.tap TAP 1/0 -", "r!b.tap TAP 1/0 -"], read.Skip(1).Select(r => r.Told));
    }

    [Fact]
    public void The_limits_hold_for_all_archives_together()
    {
        var bomb = Gzip(Gzip(new byte[60_000_000]));
        Assert.Contains("250 times its size", Told(bomb), StringComparison.Ordinal);
        Assert.Contains("250 times its size", Told(Pack(("a.gz", Gzip(new byte[12_000_000])), ("b.gz", Gzip(new byte[12_000_000])))), StringComparison.Ordinal);
        byte[] Many() => Zip([.. Enumerable.Range(0, 6_000).Select(i => ($"{i}", ""))]);
        Assert.Contains("more than 10000 entries", Told(Pack(("a.zip", Many()), ("b.zip", Many()))), StringComparison.Ordinal);
    }

    private static string Told(byte[] archive) => string.Join('\n', Read(archive).Select(r => r.Told));
}
