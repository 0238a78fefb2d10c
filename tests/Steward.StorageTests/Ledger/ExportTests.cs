using Azure;
using Azure.Data.Tables;
using Steward.Azure.Ledger;
using Steward.Kernel;
using Steward.Ledger.Notes;
using Steward.Ledger.Verification;
using Xunit;

namespace Steward.StorageTests.Ledger;

public sealed class ExportTests
{
    [Fact]
    public async Task A_changed_byte_anywhere_in_an_exported_folder_is_found()
    {
        await using var world = await LedgerWorld.CreateAsync();
        await PublishAsync(world, 4, "a");
        var folder = world.NewFolder("export");
        await ExportAsync(world, folder);
        Assert.Empty(await ProblemsAsync(world, folder));
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            var bytes = await File.ReadAllBytesAsync(file);
            for (var i = 0; i < bytes.Length; i++)
            {
                bytes[i] ^= 0x04;
                await File.WriteAllBytesAsync(file, bytes);
                Assert.NotEmpty(await ProblemsAsync(world, folder));
                bytes[i] ^= 0x04;
            }

            await File.WriteAllBytesAsync(file, bytes);
        }
    }

    [Fact]
    public async Task An_older_export_is_brought_up_to_date()
    {
        await using var world = await LedgerWorld.CreateAsync();
        var folder = world.NewFolder("export");
        foreach (var (count, occasion) in new[] { (3, "a"), (270, "b"), (0, "c") })
        {
            await PublishAsync(world, count, occasion);
            await ExportAsync(world, folder);
            Assert.Empty(await ProblemsAsync(world, folder));
        }

        Assert.Equal(
            ["checkpoint", "tile/0/000", "tile/0/001.p/17", "tile/1/000.p/1", "tile/entries/000", "tile/entries/001.p/17"],
            Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(folder, f)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task An_export_of_another_history_is_left_as_it_is()
    {
        await using var world = await LedgerWorld.CreateAsync();
        await using var other = await LedgerWorld.CreateAsync();
        await PublishAsync(world, 5, "a");
        await PublishAsync(other, 9, "b");
        var folder = world.NewFolder("export");
        await ExportAsync(world, folder);
        var failure = await Assert.ThrowsAsync<StewardException>(() => ExportAsync(other, folder));
        Assert.Contains("not the beginning", failure.Message, StringComparison.Ordinal);
        Assert.Empty(await ProblemsAsync(world, folder));
    }

    [Fact]
    public async Task What_was_never_published_cannot_be_exported()
    {
        await using var world = await LedgerWorld.CreateAsync();
        await world.AppendAsync(LedgerWorld.Many(2));
        Assert.Equal(FailureKind.NotFound, (await Assert.ThrowsAsync<StewardException>(() => ExportAsync(world, world.NewFolder("x")))).Kind);
    }

    [Fact]
    public async Task A_row_that_says_other_than_the_tree_is_found()
    {
        await using var world = await LedgerWorld.CreateAsync();
        await PublishAsync(world, 5, "a");
        var row = (await RowsAsync(world))[2];
        row["E"] = row.GetString("E").Replace("\"Pass\"", "\"Fail\"", StringComparison.Ordinal);
        await (await world.Storage.TableAsync("Ledger")).UpdateEntityAsync(row, ETag.All, TableUpdateMode.Replace);
        var problems = await world.ProblemsAsync();
        Assert.Equal([$"row {row.RowKey}", $"entry {row.GetInt64("I")}"], problems.Select(p => p.Where));
    }

    [Fact]
    public async Task A_row_that_is_gone_is_found()
    {
        await using var world = await LedgerWorld.CreateAsync();
        await PublishAsync(world, 5, "a");
        var row = (await RowsAsync(world))[2];
        await (await world.Storage.TableAsync("Ledger")).DeleteEntityAsync(row.PartitionKey, row.RowKey);
        Assert.Equal([$"entry {row.GetInt64("I")}"], (await world.ProblemsAsync()).Select(p => p.Where));
    }

    [Fact]
    public async Task A_batch_that_is_gone_is_found()
    {
        await using var world = await LedgerWorld.CreateAsync();
        await PublishAsync(world, 5, "a");
        await PublishAsync(world, 5, "b");
        await (await world.Storage.TableAsync("Ledger")).DeleteEntityAsync("acme%2Fshop", "b|000000000005");
        Assert.Contains("entry 0", (await world.ProblemsAsync()).Select(p => p.Where));
    }

    private static async Task PublishAsync(LedgerWorld world, int count, string occasion)
    {
        await world.AppendAsync(LedgerWorld.Many(count, occasion));
        await world.Ledger.GetCheckpointAsync(world.Product, default);
    }

    private static Task ExportAsync(LedgerWorld world, string folder) => new LedgerExport(world.Tiles, new FolderTiles(folder)).RunAsync(default);

    private static async Task<IReadOnlyList<LedgerProblem>> ProblemsAsync(LedgerWorld world, string folder) =>
        (await new LedgerVerifier(new FolderTiles(folder)).VerifyAsync(NoteKey.Of(world.Signer), world.Product, default)).Problems;

    private static async Task<List<TableEntity>> RowsAsync(LedgerWorld world) =>
        await (await world.Storage.TableAsync("Ledger")).QueryAsync<TableEntity>("RowKey gt 's|' and RowKey lt 's~'").ToListAsync();
}
