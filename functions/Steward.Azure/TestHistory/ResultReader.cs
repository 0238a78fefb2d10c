using Azure.Data.Tables;
using Steward.Azure.Storage;
using Steward.Kernel;
using Steward.Stages.Testing.History;

namespace Steward.Azure.TestHistory;

/// <summary>Reads one test's results: one range of one partition, without the names of the tests beside it.</summary>
/// <param name="account">The account.</param>
internal sealed class ResultReader(StorageAccount account)
{
    // Of a set in many shards, most rows of a bucket do not hold the test.
    private const int MaxRows = 20_000;

    private static readonly string[] Read = ["RowKey", ResultRows.Ids, ResultRows.Results];

    /// <summary>The results of the tests of a full name's hash, newest first.</summary>
    public async Task<FoundResults> FindAsync(TestRun keys, Generation generation, TestId wanted, int max, CancellationToken cancellation)
    {
        var bucket = HistoryKeys.BucketOf(wanted, generation.Bits);
        var partition = HistoryKeys.Group(keys.Product, keys.Set, generation.Number, bucket);
        var (found, rows) = (new FoundResults(keys, wanted, partition), 0);
        var filter = Keys.RowsWithPrefix(partition, HistoryKeys.Bucket(bucket));
        var table = await account.TableAsync(ResultWriter.Table);
        await foreach (var row in StorageErrors.Translate(table.QueryAsync<TableEntity>(filter, 1_000, Read, cancellation)))
        {
            found.Add(row);
            if (found.Results >= max || ++rows == MaxRows) break;
        }

        return found;
    }

    /// <summary>The name of a test that was found.</summary>
    public async Task<TestName> NameAsync(FoundTest test, CancellationToken cancellation)
    {
        var table = await account.TableAsync(ResultWriter.Table);
        var row = await StorageErrors.Translate(() => table.GetEntityIfExistsAsync<TableEntity>(test.Partition, test.List, cancellationToken: cancellation));
        return row.HasValue && PackedBytes.Read(row.Value!, ResultRows.Names) is { } packed
            ? NameList.NameAt(PackedBytes.Unpack(packed), test.Place)
            : throw StewardException.Unavailable("The history of this test is being tidied up. Try again.");
    }
}

/// <summary>A test that was found in a list.</summary>
/// <param name="Id">The test.</param>
/// <param name="Partition">The list's partition.</param>
/// <param name="List">The list's row.</param>
/// <param name="Place">The test's place in it.</param>
internal sealed record FoundTest(TestId Id, string Partition, string List, int Place);
