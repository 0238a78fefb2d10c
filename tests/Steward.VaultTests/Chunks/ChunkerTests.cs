using System.Security.Cryptography;
using Steward.Vault.Chunks;
using Steward.Vault.Entries;
using Steward.Vault.Sources;
using Xunit;

namespace Steward.VaultTests.Chunks;

public sealed class ChunkerTests
{
    private static readonly byte[] Gear = Enumerable.Range(0, 64).SelectMany(n => SHA256.HashData([(byte)n])).ToArray();
    private static readonly Chunker Chunker = new(ChunkSizes.OfContent, Gear);

    [Fact]
    public void Chunks_keep_their_limits_and_come_near_their_average()
    {
        var lengths = Lengths(Random(1, 200 << 20));
        Assert.All(lengths[..^1], n => Assert.InRange(n, ChunkSizes.OfContent.Min + 1, ChunkSizes.OfContent.Max));
        Assert.InRange(lengths.Average(), 0.8 * ChunkSizes.OfContent.Average, 1.5 * ChunkSizes.OfContent.Average);
    }

    [Fact]
    public void What_is_inserted_changes_only_the_chunks_beside_it()
    {
        var before = Random(2, 64 << 20);
        var after = before.AsSpan(0, 30 << 20).ToArray().Concat(Random(3, 1_000)).Concat(before.AsSpan(30 << 20).ToArray()).ToArray();
        var known = Hashes(before).ToHashSet(StringComparer.Ordinal);
        Assert.InRange(Hashes(after).Count(h => !known.Contains(h)), 1, 3);
    }

    [Fact]
    public void Other_vaults_cut_elsewhere()
    {
        var data = Random(4, 32 << 20);
        var other = new Chunker(ChunkSizes.OfContent, RandomNumberGenerator.GetBytes(2_048));
        Assert.NotEqual(Chunker.Cut(data), other.Cut(data));
    }

    [Fact]
    public void Content_is_cut_alike_however_it_is_read()
    {
        var data = Random(5, 21 << 20).Concat(new byte[20 << 20]).Concat(Random(6, 100_000)).ToArray();
        var whole = Lengths(data);
        foreach (var step in new[] { 7_777, 256 << 10, int.MaxValue })
        {
            using var cutter = new ContentCutter(Chunker);
            cutter.Begin();
            using var content = new Steps(data, step);
            var (lengths, at) = (new List<int>(), 0);
            while (cutter.Next(content) is { Length: > 0 } chunk)
            {
                Assert.True(chunk.Span.SequenceEqual(data.AsSpan(at, chunk.Length)));
                lengths.Add(chunk.Length);
                at += chunk.Length;
            }

            Assert.Equal(whole, lengths);
        }
    }

    [Fact]
    public void Empty_content_has_no_chunk_and_small_content_has_one()
    {
        using var cutter = new ContentCutter(Chunker);
        foreach (var length in new[] { 0, 1, ChunkSizes.OfContent.Min })
        {
            cutter.Begin();
            using var content = new Steps(Random(7, length), 1_000);
            Assert.Equal(length, cutter.Next(content).Length);
            Assert.Equal(0, cutter.Next(content).Length);
        }
    }

    private static byte[] Random(int seed, int length)
    {
        var bytes = new byte[length];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    private static List<int> Lengths(byte[] data)
    {
        var lengths = new List<int>();
        for (var at = 0; at < data.Length; at += lengths[^1]) lengths.Add(Chunker.Cut(data.AsSpan(at, Math.Min(data.Length - at, ChunkSizes.OfContent.Max))));
        return lengths;
    }

    private static IEnumerable<string> Hashes(byte[] data)
    {
        var at = 0;
        foreach (var length in Lengths(data))
        {
            yield return Convert.ToHexString(SHA256.HashData(data.AsSpan(at, length)));
            at += length;
        }
    }

    private sealed class Steps(byte[] data, int step) : IContent
    {
        private int _at;

        public IReadOnlyList<Hole> Holes => [];

        public string? Changed => null;

        public int Read(Span<byte> into)
        {
            var length = Math.Min(Math.Min(into.Length, step), data.Length - _at);
            data.AsSpan(_at, length).CopyTo(into);
            _at += length;
            return length;
        }

        public Entry Complete(Entry entry) => entry;

        public void Dispose()
        {
        }
    }
}
