using Azure.Data.Tables;
using Steward.Azure.Storage;
using Steward.Kernel;
using Steward.Stages.Testing.History;

namespace Steward.Azure.TestHistory;

/// <summary>A run in the list of runs: its facts as JSON, and the tests noted of it packed.</summary>
internal static class RunRow
{
    private const string Facts = "Run";
    private const string Bad = "Bad";
    private const string Slow = "Slow";
    private const int MaxParts = 8;

    public static TableEntity Of(RunRecord record)
    {
        var run = record.Run;
        var row = new TableEntity(HistoryKeys.Set(run.Product, run.Set), HistoryKeys.Run(run.At, run.Id)) { [Facts] = Json.Write(run) };
        Write(row, Bad, record.Bad);
        Write(row, Slow, record.Slow);
        return row;
    }

    /// <summary>The properties that are read.</summary>
    public static IEnumerable<string> Select(RunDetails details) =>
        [Facts, .. Parts(details, RunDetails.Bad, Bad), .. Parts(details, RunDetails.Slow, Slow)];

    public static RunRecord Read(TableEntity row, RunDetails details) => new(
        Json.Read<TestRun>(row.GetString(Facts)),
        details.HasFlag(RunDetails.Bad) ? Read(row, Bad) : null,
        details.HasFlag(RunDetails.Slow) ? Read(row, Slow) : null);

    private static void Write(TableEntity row, string name, IReadOnlyList<NotedTest>? tests)
    {
        if (tests is { Count: > 0 }) PackedBytes.Write(row, name, PackedBytes.Pack(Json.WriteBytes(tests)));
    }

    private static IReadOnlyList<NotedTest> Read(TableEntity row, string name) =>
        PackedBytes.Read(row, name) is { } packed ? Json.Read<IReadOnlyList<NotedTest>>(PackedBytes.Unpack(packed)) : [];

    private static IEnumerable<string> Parts(RunDetails details, RunDetails wanted, string name) =>
        details.HasFlag(wanted) ? Enumerable.Range(0, MaxParts).Select(i => $"{name}{i}") : [];
}
