using Azure.Data.Tables;
using Steward.Stages.Testing.History;

namespace Steward.Azure.TestHistory;

/// <summary>
/// Gathers the results of a test from the rows of its bucket. Lists come before results: <c>l~</c> sorts before <c>r~</c>.
/// </summary>
/// <param name="keys">Product and set.</param>
/// <param name="wanted">The test; of no parts: any of the full name.</param>
/// <param name="partition">Where it is looked for.</param>
internal sealed class FoundResults(TestRun keys, TestId wanted, string partition)
{
    private readonly Dictionary<string, List<FoundTest>> _lists = new(StringComparer.Ordinal);
    private readonly Dictionary<TestId, List<(string Run, TimelineEntry Entry)>> _entries = [];
    private readonly Dictionary<TestId, FoundTest> _tests = [];

    /// <summary>How many results of one test there are at most.</summary>
    public int Results { get; private set; }

    /// <summary>Each test that was found, with its results.</summary>
    public IEnumerable<(FoundTest Test, List<(string Run, TimelineEntry Entry)> Entries)> Tests => _entries.Select(e => (_tests[e.Key], e.Value));

    public void Add(TableEntity row)
    {
        if (row.TryGetValue(ResultRows.Ids, out var ids)) AddList(row, (byte[])ids);
        else AddResults(row, row.GetBinary(ResultRows.Results));
    }

    private void AddList(TableEntity row, byte[] ids)
    {
        var places = NameList.Find(ids, wanted.FullName).Where(f => wanted.Parts == 0 || f.Id == wanted)
            .Select(f => new FoundTest(f.Id, partition, row.RowKey, f.Place)).ToList();
        if (places.Count > 0) _lists[row.RowKey[4..]] = places;
    }

    private void AddResults(TableEntity row, byte[] packed)
    {
        var (at, run, list) = HistoryKeys.ReadResult(row.RowKey);
        if (!_lists.TryGetValue(list, out var places)) return;
        foreach (var test in places)
        {
            var (told, result) = ResultPack.Read(packed, test.Place, keys with { At = at });
            if (!_entries.TryGetValue(test.Id, out var entries)) _entries[test.Id] = entries = [];
            entries.Add((run, new TimelineEntry(told, result)));
            _tests[test.Id] = test;
            Results = Math.Max(Results, entries.Count);
        }
    }
}
