using Azure.Data.Tables;
using Steward.Azure.Storage;
using Steward.Stages.Testing.History;

namespace Steward.Azure.TestHistory;

/// <summary>Makes the rows of a report's results: tests by id, cut into buckets, and a bucket into lists that fit into a row.</summary>
internal static class ResultRows
{
    public const string Ids = "Ids";
    public const string Names = "Names";
    public const string Results = "Results";

    // The results of so many fit into a property (64 KB), their ids as well, and the names into a row.
    private const int MaxTests = 2_000;
    private const int MaxNameBytes = 256 * 1024;

    /// <summary>The rows by partition, a list's two behind one another, with their size in bytes.</summary>
    public static IEnumerable<IGrouping<string, (TableEntity Row, int Bytes)>> Of(TestRun run, Generation generation, IReadOnlyList<(TestId Id, RanTest Test)> byId) =>
        byId.GroupBy(t => HistoryKeys.BucketOf(t.Id, generation.Bits))
            .SelectMany(bucket => Lists([.. bucket]).SelectMany(list => RowsOf(run, generation, bucket.Key, list)))
            .GroupBy(row => row.Row.PartitionKey, StringComparer.Ordinal);

    private static IEnumerable<(TableEntity Row, int Bytes)> RowsOf(TestRun run, Generation generation, int bucket, IReadOnlyList<(TestId Id, RanTest Test)> tests)
    {
        var partition = HistoryKeys.Group(run.Product, run.Set, generation.Number, bucket);
        var ids = NameList.Ids(tests);
        var list = NameList.DigestOf(ids);
        var names = PackedBytes.Pack(NameList.Names(tests.Select(t => t.Test)));
        var listed = new TableEntity(partition, HistoryKeys.List(bucket, list)) { [Ids] = ids };
        PackedBytes.Write(listed, Names, names);
        yield return (listed, ids.Length + names.Length);
        var results = ResultPack.Write(run, tests.Select(t => t.Test.Result));
        yield return (new TableEntity(partition, HistoryKeys.Result(bucket, run.At, run.Id, list)) { [Results] = results }, results.Length);
    }

    // Where lists are cut depends on the names alone, so that the same tests make the same lists.
    private static IEnumerable<IReadOnlyList<(TestId Id, RanTest Test)>> Lists(List<(TestId Id, RanTest Test)> bucket)
    {
        for (var (at, end) = (0, 0); at < bucket.Count; at = end)
        {
            for (var bytes = 0; end < bucket.Count && end - at < MaxTests; end++)
            {
                bytes += BytesOf(bucket[end].Test.Name.Cut());
                if (bytes > MaxNameBytes && end > at) break;
            }

            yield return bucket[at..end];
        }
    }

    // At most six bytes of JSON a character.
    private static int BytesOf(TestName name) => 10 + ((name.Suite.Length + (name.ClassName?.Length ?? 0) + name.Name.Length) * 6);
}
