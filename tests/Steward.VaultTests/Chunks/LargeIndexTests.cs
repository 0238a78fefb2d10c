using System.Diagnostics;
using System.Security.Cryptography;
using Steward.TestKit.Vaults;
using Steward.Vault.Chunks;
using Steward.Vault.Chunks.Index;
using Steward.Vault.Chunks.Packs;
using Steward.Vault.Maintenance;
using Xunit;

namespace Steward.VaultTests.Chunks;

/// <summary>A million chunks: the index is opened, cached and looked into within bounded memory.</summary>
public sealed class LargeIndexTests(ITestOutputHelper output)
{
    private const int Chunks = 1_000_000;
    private const int ChunksAPack = 16;
    private const int ChunksAnIndex = 100_000;

    [Fact]
    public async Task A_million_chunks_are_found_and_new_ones_told_in_bounded_memory()
    {
        var (store, cache) = (StoreKinds.NewFolder(), Directory.CreateTempSubdirectory("steward-cache-").FullName);
        await using (var vault = await TestVault.NewAsync(store))
        {
            for (var from = 0; from < Chunks; from += ChunksAnIndex) await WriteAsync(vault, from);
        }

        var clock = Stopwatch.StartNew();
        await (await TestVault.OpenAsync(store, cache)).DisposeAsync();
        var first = clock.Elapsed;
        GC.Collect();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        clock.Restart();
        await using var opened = await TestVault.OpenAsync(store, cache);
        var again = clock.Elapsed;
        await using var writer = opened.Writer();
        clock.Restart();
        for (var i = 0; i < Chunks; i += 3) Assert.True(writer.Has(IdOf(i)));
        for (var i = 0; i < Chunks / 10; i++) Assert.False(writer.Has(IdOf(-1 - i)));
        var memory = GC.GetTotalMemory(forceFullCollection: true) - before;
        output.WriteLine($"first {first.TotalSeconds:f2} s, again {again.TotalSeconds:f2} s, {Chunks / 3 + Chunks / 10} lookups {clock.Elapsed.TotalSeconds:f2} s, {memory >> 20} MiB held, {Process.GetCurrentProcess().PeakWorkingSet64 >> 20} MiB at most");
        Assert.InRange(memory, 0, 120L << 20);
        Assert.InRange(Process.GetCurrentProcess().PeakWorkingSet64, 0, 600L << 20);
        Assert.Equal(Chunks, (await new Verify(opened, new VerifyOptions()).RunAsync(default)).Chunks);
    }

    private static async Task WriteAsync(Steward.Vault.OpenVault vault, int from)
    {
        var batches = new IndexBatches(vault, "index/");
        var ids = Enumerable.Range(from, ChunksAnIndex).Select(n => (Id: IdOf(n), Number: n)).OrderBy(i => i.Id);
        var packs = new Dictionary<int, PackInfo>();
        foreach (var (id, number) in ids)
        {
            var pack = number / ChunksAPack;
            if (!packs.TryGetValue(pack, out var info)) packs.Add(pack, info = new PackInfo(Convert.ToHexStringLower(SHA256.HashData(BitConverter.GetBytes(pack))), new byte[32], 16 << 20, ChunkKind.Content));
            await batches.AddAsync(new IndexEntry(id, 0, 40 + (number % ChunksAPack * 1_000_000), 900_000, 0, 1 << 20), info, default);
        }

        await batches.EndAsync(default);
    }

    private static ChunkId IdOf(int number) => new(SHA256.HashData(BitConverter.GetBytes(number)));
}
