using Azure.Data.Tables;
using Steward.Azure.Storage;
using Steward.Stages.Testing.History;

namespace Steward.Azure.TestHistory;

/// <summary>Writes a report's rows in transactions, a few at once. Rows are written over, so that the same report may come again.</summary>
/// <param name="account">The account.</param>
internal sealed class ResultWriter(StorageAccount account)
{
    public const string Table = "TestResults";

    private const int MaxRows = 100;

    // A transaction takes 4 MB; bytes become a third more in JSON.
    private const int MaxBytes = 2 * 1024 * 1024;
    private const int AtOnce = 4;

    public async Task WriteAsync(TestRun run, Generation generation, IReadOnlyList<(TestId Id, RanTest Test)> byId, CancellationToken cancellation)
    {
        var table = await account.TableAsync(Table);
        var transactions = ResultRows.Of(run, generation, byId).SelectMany(Transactions);
        var options = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation };
        await Parallel.ForEachAsync(transactions, options, async (rows, stop) =>
        {
            var actions = rows.Select(row => new TableTransactionAction(TableTransactionActionType.UpsertReplace, row));
            await StorageErrors.Translate(() => table.SubmitTransactionAsync(actions, stop));
        });
    }

    // The two rows of a list go together: results without names would tell nothing.
    private static IEnumerable<List<TableEntity>> Transactions(IEnumerable<(TableEntity Row, int Bytes)> rows)
    {
        var (open, bytes) = (new List<TableEntity>(), 0);
        foreach (var pair in rows.Chunk(2))
        {
            var more = pair.Sum(r => r.Bytes);
            if (open.Count + pair.Length > MaxRows || (open.Count > 0 && bytes + more > MaxBytes))
            {
                yield return open;
                (open, bytes) = ([], 0);
            }

            open.AddRange(pair.Select(r => r.Row));
            bytes += more;
        }

        if (open.Count > 0) yield return open;
    }
}
