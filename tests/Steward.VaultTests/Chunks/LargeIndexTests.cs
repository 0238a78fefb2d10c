using System.Security.Cryptography;
using Steward.Vault;
using Steward.Vault.Chunks;
using Steward.Vault.Chunks.Index;
using Steward.Vault.Chunks.Packs;
using Steward.Vault.Keys;
using Steward.Vault.Maintenance;
using Steward.Vault.Stores;
using Steward.VaultTests.Kit;
using Xunit;

namespace Steward.VaultTests.Chunks;

/// <summary>A million chunks: the index is opened, cached and looked into within bounded memory, shown by real processes.</summary>
public sealed class LargeIndexTests(ITestOutputHelper output)
{
    private const int Chunks = 1_000_000;
    private const int ChunksAPack = 16;
    private const int ChunksAnIndex = 100_000;

    [Fact]
    public async Task A_million_chunks_are_found_and_new_ones_told_and_every_command_stays_below_300_MB()
    {
        await using var place = await BackupPlace.CreateAsync();
        await BackupPlace.ShellAsync(place.Source, "seq 100000 > text");
        var store = new FolderStore(Path.Combine(place.Root, "large"));
        var (secret, options) = (VaultSecret.Passphrase(BackupPlace.Passphrase), TestVault.Options(Path.Combine(place.Root, "cache")));
        await using (var vault = await OpenVault.InitAsync(store, secret, options, default))
        {
            for (var from = 0; from < Chunks; from += ChunksAnIndex) await WriteAsync(vault, from);
        }

        await using (var opened = await OpenVault.OpenAsync(store, secret, options, default))
        await using (var writer = opened.Writer())
        {
            for (var i = 0; i < Chunks; i += 3) Assert.True(writer.Has(IdOf(i)));
            for (var i = 0; i < Chunks / 10; i++) Assert.False(writer.Has(IdOf(-1 - i)));
            Assert.Equal(Chunks, (await new Verify(opened, new VerifyOptions()).RunAsync(default)).Chunks);
        }

        // The first makes the merged index, the second finds it; verify misses every pack that this index names.
        foreach (var (exit, arguments) in ((int, string[])[])[(0, ["backup", "source"]), (0, ["backup", "source"]), (0, ["restore", "--target", "target"]), (1, ["verify"])])
        {
            var (ended, peak) = await StewardCommand.PeakAsync(place.Root, [.. arguments, "--vault", "large"]);
            output.WriteLine($"{arguments[0]}: {peak >> 10} MiB");
            Assert.Equal(exit, ended);
            Assert.True(peak is > 20_000 and < 300_000, $"{arguments[0]} took {peak} KiB");
        }
    }

    private static async Task WriteAsync(OpenVault vault, int from)
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
