using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Steward.Azure.Snapshots;
using Steward.Azure.Storage;
using Steward.Stages.Development.Snapshots;
using Steward.TestKit;

namespace Steward.StorageTests.Development;

/// <summary>A Steward with tables of its own, and a prefix beside it to restore into.</summary>
internal sealed class SnapshotWorld
{
    public const string Stamp = "20261123T020000Z";

    private SnapshotWorld(StorageAccount account) => (Account, Target) = (account, account.Beside(Azurite.NewPrefix()));

    public StorageAccount Account { get; }

    public StorageAccount Target { get; }

    public BlobTableArchive Archive => new(Account, TimeProvider.System);

    public static async Task<SnapshotWorld> CreateAsync() => new(await Azurite.AccountAsync());

    public Task<StoredSnapshot> TakeAsync(string stamp = Stamp) => Archive.TakeAsync(stamp, CancellationToken.None);

    public Task<RestoreReport> RestoreAsync(IProgress<RestoreProgress>? progress = null, CancellationToken cancellation = default) =>
        Archive.RestoreAsync(Stamp, Target.Prefix, progress, cancellation);

    public async Task<BlobClient> BlobAsync(string name) => (await Account.ContainerAsync("snapshots")).GetBlobClient(name);

    public async Task FillAsync(string table, int partitions, int rowsEach)
    {
        var client = await Account.TableAsync(table);
        var batches = Enumerable.Range(0, partitions).SelectMany(p => Enumerable.Range(0, rowsEach).Chunk(100).Select(rows => (p, rows)));
        await Parallel.ForEachAsync(batches, new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (batch, stop) =>
            await client.SubmitTransactionAsync(
                batch.rows.Select(r => new TableTransactionAction(TableTransactionActionType.Add, new TableEntity($"p{batch.p:D3}", $"r{r:D6}") { ["Number"] = r, ["Text"] = $"row {r}" })),
                stop));
    }

    public static async Task<List<TableEntity>> RowsAsync(StorageAccount account, string table)
    {
        var rows = new List<TableEntity>();
        await foreach (var row in (await account.TableAsync(table)).QueryAsync<TableEntity>()) rows.Add(row);
        return rows;
    }
}
