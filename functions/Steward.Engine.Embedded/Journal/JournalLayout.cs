using Azure;
using Azure.Data.Tables;

namespace Steward.Engine.Embedded.Journal;

/// <summary>How many stripes a storage has. Written once by the first node: another number would look for instances in wrong places.</summary>
internal static class JournalLayout
{
    private const string Partition = "layout";
    private const string Row = "stripes";

    /// <summary>The number of stripes; the wish counts only on a new storage.</summary>
    public static async Task<int> StripesAsync(TableClient table, int wish, CancellationToken cancellation)
    {
        if (await FindAsync(table, cancellation) is { } known) return known;
        try
        {
            await table.AddEntityAsync(new TableEntity(Partition, Row) { ["Count"] = wish }, cancellation);
            return wish;
        }
        catch (RequestFailedException failure) when (failure.Status == 409)
        {
            return await FindAsync(table, cancellation) ?? wish;
        }
    }

    private static async Task<int?> FindAsync(TableClient table, CancellationToken cancellation) =>
        (await table.FindAsync(Partition, Row, cancellation: cancellation))?.GetInt32("Count");
}
