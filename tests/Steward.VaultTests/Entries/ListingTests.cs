using FsCheck;
using FsCheck.Fluent;
using Steward.Kernel;
using Steward.Vault;
using Steward.Vault.Chunks;
using Steward.Vault.Entries;
using Steward.VaultTests.Kit;
using Xunit;

namespace Steward.VaultTests.Entries;

public sealed class ListingTests
{
    [Fact]
    public async Task Whatever_is_written_is_read_again()
    {
        await using var place = await BackupPlace.CreateAsync();
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(200), Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), seed =>
        {
            var entries = Entries(new Random(seed), seed % 40);
            var read = ReadAsync(place.Vault, WriteAsync(place.Vault, entries).GetAwaiter().GetResult()).GetAwaiter().GetResult();
            Assert.Equal(entries.Count, read.Count);
            foreach (var (wrote, got) in entries.Zip(read)) AssertSame(wrote, got);
        }));
    }

    [Fact]
    public async Task A_file_of_terabytes_goes_over_many_items_and_chunks()
    {
        await using var place = await BackupPlace.CreateAsync();
        var random = new Random(4);
        var holes = Enumerable.Range(0, 50_000).Select(i => new Hole(i * 100L, 50)).ToList();
        List<Entry> entries =
        [
            new() { Path = EntryPath.Of("a"), Kind = EntryKind.File, Size = 1L << 44, Chunks = [.. Enumerable.Range(0, 100_000).Select(_ => Id(random))], Holes = holes },
            new() { Path = EntryPath.Of("b"), Kind = EntryKind.File, Size = 3, Chunks = [Id(random)] },
        ];
        var listing = await WriteAsync(place.Vault, entries);
        Assert.True(listing.Count > 5);
        foreach (var (wrote, got) in entries.Zip(await ReadAsync(place.Vault, listing))) AssertSame(wrote, got);
    }

    [Fact]
    public async Task One_more_entry_changes_few_chunks()
    {
        await using var place = await BackupPlace.CreateAsync();
        var entries = Enumerable.Range(0, 20_000).Select(i => new Entry { Path = EntryPath.Of($"f{i:D6}"), Kind = EntryKind.File, Mode = 420, Modified = i, Size = 9, Chunks = [Id(new Random(i))] }).ToList();
        var before = await WriteAsync(place.Vault, entries);
        entries.Insert(10_000, new Entry { Path = EntryPath.Of("f009999x"), Kind = EntryKind.File });
        var after = await WriteAsync(place.Vault, entries);
        Assert.True(before.Count > 15, $"{before.Count}");
        Assert.InRange(after.Except(before).Count(), 1, 3);
    }

    [Fact]
    public async Task A_listing_that_is_not_in_its_order_is_refused_by_writer_and_reader()
    {
        await using var place = await BackupPlace.CreateAsync();
        await using var writer = place.Vault.Writer();
        var listing = new ListingWriter(writer, place.Vault.ListingChunker.Sizes);
        await listing.AddAsync(new Entry { Path = EntryPath.Of("b"), Kind = EntryKind.File }, default);
        await Assert.ThrowsAsync<StewardException>(async () => await listing.AddAsync(new Entry { Path = EntryPath.Of("a"), Kind = EntryKind.File }, default));
        var (b, a) = (await WriteAsync(place.Vault, [new Entry { Path = EntryPath.Of("b"), Kind = EntryKind.File }]), await WriteAsync(place.Vault, [new Entry { Path = EntryPath.Of("a"), Kind = EntryKind.File }]));
        Assert.Equal(FailureKind.Invalid, (await Assert.ThrowsAsync<StewardException>(() => ReadAsync(place.Vault, [.. b, .. a]))).Kind);
    }

    [Fact]
    public async Task Bytes_that_are_no_listing_are_invalid_and_never_anything_else()
    {
        await using var place = await BackupPlace.CreateAsync();
        var random = new Random(77);
        var good = await place.Vault.Reader().ReadAsync((await WriteAsync(place.Vault, Entries(random, 30)))[0], default);
        await using var writer = place.Vault.Writer();
        var ids = new List<ChunkId>();
        for (var i = 0; i < 400; i++)
        {
            var bytes = good.ToArray();
            if (i % 3 == 0) random.NextBytes(bytes.AsSpan(random.Next(bytes.Length - 8), 8));
            else if (i % 3 == 1) bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
            else bytes = bytes[..random.Next(1, bytes.Length)];
            ids.Add(await writer.AddAsync(bytes, ChunkKind.Listing, default));
        }

        await writer.FlushAsync(default);
        var refused = 0;
        foreach (var id in ids)
        {
            try
            {
                await ReadAsync(place.Vault, [id]);
            }
            catch (StewardException failure)
            {
                Assert.Equal(FailureKind.Invalid, failure.Kind);
                refused++;
            }
        }

        Assert.True(refused > 100, $"{refused}");
    }

    [Theory]
    [InlineData("../up")]
    [InlineData("/etc/passwd")]
    [InlineData("a/../../b")]
    [InlineData("a//b")]
    [InlineData("a/")]
    [InlineData("a/./b")]
    public async Task A_path_that_leads_out_is_refused_when_it_is_read(string path)
    {
        await using var place = await BackupPlace.CreateAsync();
        var listing = await WriteAsync(place.Vault, [new Entry { Path = EntryPath.Of(path), Kind = EntryKind.File }]);
        Assert.Equal(FailureKind.Invalid, (await Assert.ThrowsAsync<StewardException>(() => ReadAsync(place.Vault, listing))).Kind);
    }

    private static async Task<IReadOnlyList<ChunkId>> WriteAsync(OpenVault vault, IEnumerable<Entry> entries)
    {
        await using var writer = vault.Writer();
        var listing = new ListingWriter(writer, vault.ListingChunker.Sizes);
        foreach (var entry in entries) await listing.AddAsync(entry, default);
        var chunks = await listing.EndAsync(default);
        await writer.FlushAsync(default);
        return chunks;
    }

    private static Task<List<Entry>> ReadAsync(OpenVault vault, IReadOnlyList<ChunkId> listing) => new ListingReader(vault.Reader(), listing).ReadAsync(default).ToListAsync().AsTask();

    private static List<Entry> Entries(Random random, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => Entry(random)).DistinctBy(e => e.Path).OrderBy(e => e.Path)];

    private static Entry Entry(Random random) => new()
    {
        Path = new EntryPath(Path(random)), Kind = (EntryKind)random.Next(1, 8), Mode = random.Next(0, 4096), User = random.Next(3) == 0 ? uint.MaxValue : random.Next(0, 3), Group = random.Next(0, 3),
        UserName = random.Next(2) == 0 ? null : "né", GroupName = random.Next(2) == 0 ? null : "", Modified = random.NextInt64(long.MinValue, long.MaxValue), Changed = random.NextInt64(0, 3),
        Inode = (ulong)random.NextInt64(), Device = (ulong)random.Next(0, 2), Size = random.NextInt64(0, 1L << 60),
        Chunks = [.. Enumerable.Range(0, random.Next(0, 4)).Select(_ => Id(random))],
        Holes = [.. Enumerable.Range(0, random.Next(0, 3)).Select(_ => new Hole(random.NextInt64(0, 1L << 40), random.NextInt64(1, 1L << 40)))],
        Target = random.Next(2) == 0 ? ReadOnlyMemory<byte>.Empty : Path(random),
        Attributes = [.. Enumerable.Range(0, random.Next(0, 3)).Select(i => new ExtendedAttribute($"user.{i}", Path(random)))],
    };

    private static byte[] Path(Random random)
    {
        var bytes = new byte[random.Next(1, 60)];
        for (var i = 0; i < bytes.Length; i++) bytes[i] = (byte)(i % 7 == 3 && i < bytes.Length - 1 ? '/' : random.Next(48, 256));
        return bytes;
    }

    private static ChunkId Id(Random random)
    {
        var bytes = new byte[ChunkId.Length];
        random.NextBytes(bytes);
        return new ChunkId(bytes);
    }

    private static void AssertSame(Entry wrote, Entry got)
    {
        Assert.Equal(wrote.Path, got.Path);
        Assert.Equal(wrote with { Path = default, Chunks = [], Holes = [], Target = default, Attributes = [] }, got with { Path = default, Chunks = [], Holes = [], Target = default, Attributes = [] });
        Assert.Equal(wrote.Chunks, got.Chunks);
        Assert.Equal(wrote.Holes, got.Holes);
        Assert.Equal(wrote.Target.ToArray(), got.Target.ToArray());
        Assert.Equal(wrote.Attributes.Select(a => (a.Name, Convert.ToHexString(a.Value.Span))), got.Attributes.Select(a => (a.Name, Convert.ToHexString(a.Value.Span))));
    }
}
