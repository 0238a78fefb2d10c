using System.Runtime.CompilerServices;
using Azure.Data.Tables;

namespace Steward.Engine.Embedded.Journal;

/// <summary>Reads the journal. Any node may.</summary>
internal sealed class JournalReader(TableClient table, PayloadStore payloads, int stripes)
{
    private static readonly string[] Light =
    [
        "PartitionKey", "RowKey", "Timestamp", "Id", "Name", "Status", "CreatedAt", "StartAt", "UpdatedAt", "Run", "Custom", "ErrorType",
        "Error", "Retriable", "FailedAt",
    ];

    /// <summary>The payloads.</summary>
    public PayloadStore Payloads => payloads;

    /// <summary>The partition of an instance.</summary>
    public string PartitionOf(string id) => RowKeys.Partition(RowKeys.StripeOf(id, stripes));

    /// <summary>The header of an instance, or null.</summary>
    public async Task<Header?> FindAsync(string id, CancellationToken cancellation) =>
        await table.FindAsync(PartitionOf(id), RowKeys.Header(id), cancellation: cancellation) is { } row ? Header.FromEntity(row) : null;

    /// <summary>The instances that have not ended, of one stripe.</summary>
    public async IAsyncEnumerable<Header> UnfinishedAsync(
        string partition, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var filter = $"{RowKeys.Filter(partition, RowKeys.Header(""))} and Status ne 'Completed' and Status ne 'Failed' and Status ne 'Terminated'";
        await foreach (var row in table.QueryAsync<TableEntity>(filter, cancellationToken: cancellation)) yield return Header.FromEntity(row);
    }

    /// <summary>The headers that fit a query, by id.</summary>
    public IAsyncEnumerable<Header> QueryAsync(OrchestrationQuery query, CancellationToken cancellation)
    {
        var select = query.FetchInputsAndOutputs ? null : Light;
        var streams = Enumerable.Range(0, stripes).Select(stripe =>
            table.QueryAsync<TableEntity>(FilterOf(RowKeys.Partition(stripe), query), PageOf(query), select, cancellation));
        return Merge.ByIdAsync(streams.Select(Read).ToList(), query.PageSize ?? int.MaxValue, cancellation);
    }

    /// <summary>The events of one run, in order, with their payloads.</summary>
    public async Task<List<HistoryEvent>> HistoryAsync(string id, int run, CancellationToken cancellation)
    {
        var events = new List<HistoryEvent>();
        var rows = table.QueryAsync<TableEntity>(RowKeys.Filter(PartitionOf(id), RowKeys.History(id, run)), cancellationToken: cancellation);
        await foreach (var row in rows)
        {
            var (read, payload) = HistoryEvent.FromEntity(row);
            events.Add(read with { Payload = await payloads.ReadAsync(payload, cancellation) });
        }

        return events;
    }

    /// <summary>The keys of an instance's events that fit a test, newest last.</summary>
    public async Task<List<string>> EventKeysAsync(string id, Func<string, bool> fits, CancellationToken cancellation)
    {
        var keys = new List<string>();
        var rows = table.QueryAsync<TableEntity>(RowKeys.Filter(PartitionOf(id), RowKeys.History(id)), null, ["RowKey"], cancellation);
        await foreach (var row in rows)
            if (fits(row.RowKey)) keys.Add(row.RowKey);
        return keys;
    }

    private static async IAsyncEnumerable<Header> Read(IAsyncEnumerable<TableEntity> rows)
    {
        await foreach (var row in rows) yield return Header.FromEntity(row);
    }

    // The service gives at most 1,000 rows a page.
    private static int PageOf(OrchestrationQuery query) => Math.Clamp(query.PageSize ?? 1000, 1, 1000);

    private static string FilterOf(string partition, OrchestrationQuery query)
    {
        var filter = RowKeys.Filter(partition, RowKeys.Header(query.InstanceIdPrefix ?? ""));
        if (query.Statuses is not { Count: > 0 } statuses) return filter;
        return $"{filter} and ({string.Join(" or ", statuses.Distinct().Select(status => $"Status eq '{status}'"))})";
    }
}
