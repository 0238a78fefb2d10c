using Steward.Kernel;
using Steward.TestKit.Vaults;
using Steward.Vault.Chunks;
using Steward.Vault.Stores;
using Xunit;

namespace Steward.VaultTests.Chunks;

public sealed class WriterReaderTests
{
    private static readonly CancellationToken Stop = CancellationToken.None;

    public static TheoryData<string> Kinds => ["folder", "azure"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Chunks_of_every_size_are_read_as_they_were_written_by_whoever_opens_the_vault(string kind)
    {
        var store = await StoreKinds.All[kind]();
        var chunks = new[] { 1, 2, 100, 4_000, 65_536, 1 << 20, (4 << 20) - 8, (4 << 20) - 7, ChunkLimits.MaxBytes }.Select((n, i) => TestVault.Bytes(i, n)).ToList();
        chunks.AddRange(Enumerable.Range(0, 500).Select(i => TestVault.Bytes(1_000 + i, 3_000 + i)));
        chunks.Add(new byte[ChunkLimits.MaxBytes]);
        var ids = new List<ChunkId>();
        await using (var vault = await TestVault.NewAsync(store))
        await using (var writer = vault.Writer())
        {
            foreach (var chunk in chunks) ids.Add(await writer.AddAsync(chunk));
            await writer.FlushAsync(Stop);
        }

        await using var again = await TestVault.OpenAsync(store);
        var reader = again.Reader();
        reader.Expect(ids);
        for (var i = 0; i < ids.Count; i++)
        {
            Assert.Equal(chunks[i].Length, reader.LengthOf(ids[i]));
            Assert.Equal(chunks[i], (await reader.ReadAsync(ids[i], Stop)).ToArray());
        }
    }

    [Fact]
    public async Task A_chunk_is_stored_once_whoever_adds_it()
    {
        await using var vault = await TestVault.NewAsync();
        await using var writer = vault.Writer();
        var bytes = TestVault.Bytes(1, 500_000);
        var ids = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => writer.AddAsync(bytes))));
        await writer.FlushAsync(Stop);
        Assert.Single(ids.Distinct());
        Assert.Equal((1, 500_000L), (writer.Written.Chunks, writer.Written.NewBytes));
        await using var second = (await TestVault.OpenAsync(vault.Store)).Writer();
        Assert.True(second.Has(ids[0]));
        await second.AddAsync(bytes);
        await second.FlushAsync(Stop);
        Assert.Equal(default, second.Written);
    }

    [Fact]
    public async Task What_is_written_at_once_by_many_threads_is_all_there()
    {
        await using var vault = await TestVault.NewAsync();
        await using var writer = vault.Writer();
        var ids = await Task.WhenAll(Enumerable.Range(0, 400).Select(n => Task.Run(() => writer.AddAsync(TestVault.Bytes(n, 100_000)))));
        await writer.FlushAsync(Stop);
        await using var again = await TestVault.OpenAsync(vault.Store);
        var reader = again.Reader();
        await Task.WhenAll(ids.Select((id, n) => Task.Run(async () => Assert.Equal(TestVault.Bytes(n, 100_000), (await reader.ReadAsync(id, Stop)).ToArray()))));
        Assert.True(writer.Written.StoredBytes < writer.Written.NewBytes * 3 / 4);
    }

    [Fact]
    public async Task Reading_one_listing_reads_no_content()
    {
        var store = new CountingStore(StoreKinds.NewFolder());
        await using var vault = await TestVault.NewAsync(store);
        await using var writer = vault.Writer();
        for (var n = 0; n < 40; n++) await writer.AddAsync(TestVault.Bytes(n, 1 << 20));
        var listing = await writer.AddAsync(TestVault.Bytes(99, 50_000), ChunkKind.Listing, Stop);
        await writer.FlushAsync(Stop);
        var before = store.BytesRead;
        await vault.Reader().ReadAsync(listing, Stop);
        Assert.InRange(store.BytesRead - before, 1, 60_000);
    }

    [Fact]
    public async Task A_chunk_that_nobody_wrote_is_not_found()
    {
        await using var vault = await TestVault.NewAsync();
        var id = new ChunkId(new byte[32]);
        Assert.Null(vault.Reader().LengthOf(id));
        Assert.Equal(FailureKind.NotFound, await TestVault.FailureOf(async () => await vault.Reader().ReadAsync(id, Stop)));
    }

    [Fact]
    public async Task What_is_flushed_is_indexed_also_behind_a_flush_of_another_writer_that_failed()
    {
        var store = new FaultyStore(StoreKinds.NewFolder());
        ChunkId id;
        await using (var vault = await TestVault.NewAsync(store))
        {
            await using var failed = vault.Writer();
            await failed.AddAsync(TestVault.Bytes(1, 5_000));
            store.Fault = (request, name) => request == "create" && name.StartsWith("index/", StringComparison.Ordinal) ? StewardException.Unavailable("no answer") : null;
            await Assert.ThrowsAsync<StewardException>(() => failed.FlushAsync(Stop));
            store.Fault = (_, _) => null;
            await using var writer = vault.Writer();
            id = await writer.AddAsync(TestVault.Bytes(2, 5_000));
            await writer.FlushAsync(Stop);
        }

        await using var again = await TestVault.OpenAsync(store);
        Assert.Equal(TestVault.Bytes(2, 5_000), (await again.Reader().ReadAsync(id, Stop)).ToArray());
    }

    [Fact]
    public async Task Empty_and_oversized_chunks_are_refused()
    {
        await using var vault = await TestVault.NewAsync();
        await using var writer = vault.Writer();
        Assert.Equal(FailureKind.Invalid, await TestVault.FailureOf(() => writer.AddAsync([])));
        Assert.Equal(FailureKind.Invalid, await TestVault.FailureOf(() => writer.AddAsync(new byte[ChunkLimits.MaxBytes + 1])));
    }
}
