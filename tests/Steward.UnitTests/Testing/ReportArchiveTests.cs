using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using Xunit;
using static Steward.UnitTests.Testing.Archives;

namespace Steward.UnitTests.Testing;

public sealed class ReportArchiveTests
{
    private const string Green = "1..1\nok 1 - a\n";
    private const string Red = "<testsuite name='s'><testcase name='a'><failure/></testcase></testsuite>";

    [Fact]
    public void The_reports_of_an_archive_are_read_each_by_itself_and_other_files_are_noted()
    {
        foreach (var archive in (byte[][])[Zip(("x/a.tap", Green), ("shot.png", "\u0089PNG"), ("b.xml", Red)), Tar(("x/a.tap", Green), ("shot.png", "\u0089PNG"), ("b.xml", Red)), Gzip(Tar(("x/a.tap", Green), ("shot.png", "\u0089PNG"), ("b.xml", Red)))])
        {
            var read = Read(archive);
            Assert.Equal(["r!x/a.tap TAP 1/0 -", "r!b.xml JUnit 0/1 -"], read.Select(r => r.Told));
            Assert.Contains("Beside reports the archive holds 1 other file: shot.png.", read[1].Notes);
        }
    }

    [Fact]
    public void One_packed_report_keeps_the_name_of_its_file() => Assert.Equal("r TAP 1/0 -", Assert.Single(Read(Gzip(Encoding.UTF8.GetBytes(Green)))).Told);

    [Theory]
    [InlineData("a.txt", "hello", "holds no test report of a known format")]
    [InlineData("a.xml", "", "empty file")]
    public void An_archive_without_a_report_is_a_problem(string name, string content, string problem) =>
        Assert.Contains(problem, Assert.Single(Read(Zip((name, content)))).Told, StringComparison.Ordinal);

    [Fact]
    public void An_archive_of_nothing_is_a_problem()
    {
        Assert.Contains("The archive holds no file.", Assert.Single(Read(Zip())).Told, StringComparison.Ordinal);
        Assert.Contains("The archive holds no file.", Assert.Single(Read(Gzip(Tar()))).Told, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_cut_of_an_archive_is_told()
    {
        foreach (var archive in (byte[][])[Zip(("a.tap", Green), ("b.xml", Red)), Tar(("a.tap", Green)), Gzip(Tar(("a.tap", Green))), Gzip(Encoding.UTF8.GetBytes(Green))])
        {
            var marked = archive.AsSpan().LastIndexOfAnyExcept((byte)0);
            for (var length = 4; length < Math.Min(marked, archive.Length - 1); length++)
                Assert.True(Read(archive[..length]).Exists(r => r.Problem is not null), $"{length} of {archive.Length}");
        }
    }

    [Fact]
    public void Bombs_are_stopped_and_what_was_read_before_is_kept()
    {
        var bomb = new byte[60_000_000];
        Encoding.UTF8.GetBytes("1..2\nok 1\n").CopyTo(bomb, 0);
        foreach (var archive in (byte[][])[Pack(("first.tap", Encoding.UTF8.GetBytes(Green)), ("bomb.tap", bomb), ("last.tap", Encoding.UTF8.GetBytes(Green))), Gzip(bomb)])
        {
            var read = Read(archive);
            Assert.Contains(read, r => r.Problem?.Contains("250 times its size", StringComparison.Ordinal) == true);
            Assert.DoesNotContain(read, r => r.Told.Contains("last.tap", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void A_million_entries_are_not_walked()
    {
        var many = new MemoryStream();
        using (var gzip = new GZipStream(many, CompressionLevel.Fastest, leaveOpen: true))
        {
            var block = Tar(("", ""))[..512];
            for (var i = 0; i < 1_000_000; i++) gzip.Write(block);
        }

        Assert.Contains("more than 10000 entries", Read(many.ToArray()).Single(r => r.Problem is not null).Problem, StringComparison.Ordinal);
        Assert.Contains("more than 10000 entries", Read(Zip([.. Enumerable.Range(0, 20_000).Select(i => ($"{i}", ""))])).Single(r => r.Problem is not null).Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("77777777777", "absurd")]
    [InlineData("-0000000001", "absurd")]
    [InlineData("\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff", "absurd")]
    public void Sizes_of_a_tar_are_not_believed(string size, string problem)
    {
        var tar = Tar(("a.tap", Green));
        Encoding.Latin1.GetBytes(size).CopyTo(tar, 124);
        Assert.Contains(problem, Assert.Single(Read(WithSum(tar))).Told, StringComparison.Ordinal);
    }

    [Fact]
    public void Links_are_not_followed_and_paths_are_only_shown()
    {
        var stream = new MemoryStream();
        using (var writer = new TarWriter(stream, TarEntryFormat.Pax, leaveOpen: true))
        {
            writer.WriteEntry(new PaxTarEntry(TarEntryType.SymbolicLink, "link.xml") { LinkName = "/etc/passwd" });
            writer.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, "../../../etc/evil.tap") { DataStream = new MemoryStream(Encoding.UTF8.GetBytes(Green)) });
            writer.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, new string('d', 300) + "/a.tap") { DataStream = new MemoryStream(Encoding.UTF8.GetBytes(Green)) });
        }

        var read = Read(stream.ToArray());
        Assert.Equal("r!../../../etc/evil.tap TAP 1/0 -", read[0].Told);
        Assert.Equal((2, 1), (read.Count, read[1].Notes.Count));
        Assert.Contains("link.xml", read[1].Notes[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Encrypted_and_foreign_archives_are_refused()
    {
        var zip = Zip(("a.tap", Green));
        zip[6] |= 1;
        zip[zip.AsSpan().LastIndexOf("PK\u0001\u0002"u8) + 8] |= 1;
        Assert.Contains("It is encrypted", Assert.Single(Read(zip)).Told, StringComparison.Ordinal);
        Assert.Contains("pack the reports as zip", Assert.Single(Read([(byte)'7', (byte)'z', 0xBC, 0xAF, 0x27, 0x1C])).Told, StringComparison.Ordinal);
    }

    [Fact]
    public void Any_byte_of_an_archive_may_be_wrong()
    {
        var random = new Random(4711);
        foreach (var archive in (byte[][])[Zip(("a.tap", Green), ("b.xml", Red)), Tar(("a.tap", Green)), Gzip(Tar(("a.tap", Green)))])
        {
            for (var round = 0; round < 2000; round++)
            {
                var mutated = archive.ToArray();
                for (var edit = 0; edit <= round % 3; edit++) mutated[random.Next(mutated.Length)] = (byte)random.Next(256);
                Assert.NotEmpty(Read(mutated));
            }
        }
    }
}
