using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using Steward.Azure.Storage;
using Steward.Kernel;
using Steward.Stages.Testing.History;

namespace Steward.Azure.TestHistory;

/// <summary>The list of a set's runs, newest first, with the tests noted of each.</summary>
/// <param name="account">The account.</param>
internal sealed class TestRunIndex(StorageAccount account)
{
    public const string Table = "TestRuns";

    private const string At = "At";
    private const int AtOnce = 50;

    /// <summary>The run with the time at which it was first begun to be kept: the same report again gets the same rows.</summary>
    public async Task<TestRun> BeginAsync(TestRun run, CancellationToken cancellation)
    {
        var table = await TableAsync();
        var (partition, key) = (HistoryKeys.Set(run.Product, run.Set), HistoryKeys.Pointer(run.Id));
        try
        {
            await StorageErrors.Translate(() => table.AddEntityAsync(new TableEntity(partition, key) { [At] = run.At }, cancellation));
            return run;
        }
        catch (RequestFailedException known) when (known.Status == 409)
        {
            var first = await StorageErrors.Translate(() => table.GetEntityIfExistsAsync<TableEntity>(partition, key, cancellationToken: cancellation));
            return first.HasValue ? run with { At = first.Value!.GetDateTimeOffset(At)!.Value } : run;
        }
    }

    /// <summary>Puts a run whose results are all written into the list.</summary>
    public async Task PutAsync(RunRecord record, CancellationToken cancellation)
    {
        var table = await TableAsync();
        await StorageErrors.Translate(() => table.UpsertEntityAsync(RunRow.Of(record), TableUpdateMode.Replace, cancellation));
    }

    /// <summary>The runs, newest first.</summary>
    public async IAsyncEnumerable<RunRecord> ReadAsync(
        ProductId product, string set, DateTimeOffset? before, RunDetails details, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var table = await TableAsync();
        var filter = Keys.RowsWithPrefix(HistoryKeys.Set(product, set), HistoryKeys.Runs);
        if (before is { } time) filter += $" and RowKey gt '{HistoryKeys.Run(time, "~")}'";
        // Smaller pages where rows are large.
        var page = details == RunDetails.None ? 1_000 : 100;
        await foreach (var row in StorageErrors.Translate(table.QueryAsync<TableEntity>(filter, page, RunRow.Select(details), cancellation)))
            yield return RunRow.Read(row, details);
    }

    /// <summary>Removes the runs from before a time.</summary>
    public async Task TrimAsync(ProductId product, string set, DateTimeOffset before, CancellationToken cancellation)
    {
        var table = await TableAsync();
        var old = new List<TestRun>();
        await foreach (var record in ReadAsync(product, set, before, RunDetails.None, cancellation)) old.Add(record.Run);
        foreach (var chunk in old.Chunk(AtOnce))
            await TableDeletes.DeleteAsync(table, HistoryKeys.Set(product, set), chunk.SelectMany(KeysOf), cancellation);
    }

    private static IEnumerable<string> KeysOf(TestRun run) => [HistoryKeys.Run(run.At, run.Id), HistoryKeys.Pointer(run.Id)];

    private Task<TableClient> TableAsync() => account.TableAsync(Table);
}
