using System.IO.Compression;
using System.Text;
using Xunit;
using static Steward.UnitTests.Testing.Archives;

namespace Steward.UnitTests.Testing;

/// <summary>Zips whose list of entries, at their end, is not there.</summary>
public sealed class CutArchiveTests
{
    private const string Green = "1..1\nok 1 - a\n";
    private const string CutOff = "The archive is cut off or damaged";
    private static readonly string Many = "1..300\n" + string.Concat(Enumerable.Range(1, 300).Select(i => $"ok {i} - {i * 7919 % 1009} of PK and P K\n"));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_stands_before_the_cut_is_read_and_the_cut_is_told(bool knowsLengths)
    {
        var zip = Make(knowsLengths, ("first.tap", Many), ("shot.png", "\u0089PNG"), ("second.tap", Many), ("third.tap", Green));
        var third = zip.AsSpan().IndexOf("third.tap"u8) - 30;
        for (var length = zip.AsSpan().IndexOf("second.tap"u8) + 10; length < zip.Length - 1; length += 7)
        {
            var read = Read(zip[..length]);
            Assert.Equal("r!first.tap TAP 300/0 -", read[0].Told);
            Assert.StartsWith($"r - 0/0 {CutOff}", read[^1].Told, StringComparison.Ordinal);
            // Behind its last byte stand 16 bytes about it at most.
            Assert.True(length > third ? read[1].Told == "r!second.tap TAP 300/0 -" : length > third - 16 || read.Count == 2 || read[1].Problem is not null, $"{length}: {read[1].Told}");
        }
    }

    [Fact]
    public void A_report_that_the_cut_goes_through_keeps_what_was_read_of_it()
    {
        var zip = Make(knowsLengths: false, ("a.tap", string.Concat(Enumerable.Repeat(Many, 1)) + string.Concat(Enumerable.Range(0, 20_000).Select(i => $"# {i * 104729 % 100003}\n"))));
        var read = Read(zip[..(zip.Length / 2)]);
        Assert.Equal("r!a.tap TAP 300/0 Its packed bytes are cut off or damaged.", read[0].Told);
        Assert.Equal(2, read.Count);
    }

    [Fact]
    public void What_is_stored_is_read_too_and_what_has_no_known_end_is_refused()
    {
        var stored = Make(knowsLengths: true, CompressionLevel.NoCompression, ("a.tap", Green), ("b.tap", Green));
        Assert.Equal(["r!a.tap TAP 1/0 -", "r!b.tap TAP 1/0 -"], Read(stored[..^22]).SkipLast(1).Select(r => r.Told));
        var header = stored[..^22];
        header[6] |= 8;
        header.AsSpan(18, 4).Clear();
        Assert.Contains(Read(header), r => r.Told.StartsWith("r!a.tap - 0/0 It is packed in a way that is not read", StringComparison.Ordinal));
    }

    [Fact]
    public void The_same_limits_hold()
    {
        var bomb = Make(knowsLengths: false, ("bomb.tap", Green + new string('\0', 60_000_000)), ("last.tap", Green));
        var read = Read(bomb[..^22]);
        Assert.Contains(read, r => r.Problem?.Contains("250 times its size", StringComparison.Ordinal) == true);
        Assert.DoesNotContain(read, r => r.Told.Contains("last.tap", StringComparison.Ordinal));
        var many = Make(knowsLengths: true, [.. Enumerable.Range(0, 20_000).Select(i => ($"{i}", ""))]);
        Assert.Contains("more than 10000 entries", Read(many[..many.AsSpan().IndexOf("PK\u0001\u0002"u8)]).Single(r => r.Problem is not null).Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Any_byte_before_the_cut_may_be_wrong(bool knowsLengths)
    {
        var (random, zip) = (new Random(815), Make(knowsLengths, ("a.tap", Many), ("b.tap", Green)));
        for (var round = 0; round < 3000; round++)
        {
            var mutated = zip[..^22];
            for (var edit = 0; edit <= round % 4; edit++) mutated[random.Next(mutated.Length)] = (byte)random.Next(256);
            Assert.Contains(Read(mutated), r => r.Problem is not null);
        }
    }

    private static byte[] Make(bool knowsLengths, params (string Name, string Content)[] files) => Make(knowsLengths, CompressionLevel.Optimal, files);

    // Whoever writes to what cannot be sought puts the lengths behind each file.
    private static byte[] Make(bool knowsLengths, CompressionLevel level, params (string Name, string Content)[] files)
    {
        var whole = new MemoryStream();
        using Stream target = knowsLengths ? whole : new ForwardsOnly(whole);
        using (var archive = new ZipArchive(target, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in files)
            {
                using var entry = archive.CreateEntry(name, level).Open();
                entry.Write(Encoding.UTF8.GetBytes(content));
            }
        }

        return whole.ToArray();
    }

    private sealed class ForwardsOnly(Stream inner) : MemoryStream
    {
        public override bool CanSeek => false;

        public override void Write(byte[] buffer, int offset, int count) => inner.Write(buffer, offset, count);

        public override void Write(ReadOnlySpan<byte> buffer) => inner.Write(buffer);
    }
}
