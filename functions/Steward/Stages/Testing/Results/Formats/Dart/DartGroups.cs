using System.Text.Json;
using Steward.Stages.Testing.Results.Formats.Json;

namespace Steward.Stages.Testing.Results.Formats.Dart;

/// <summary>
/// The groups of a run, with how many tests each declares. Of a group that is skipped the protocol promises one test only, done as skipped, so that
/// those of its tests that are not there are not missing.
/// </summary>
internal sealed class DartGroups
{
    private readonly OrderedDictionary<long, DartGroup> _groups = [];
    private readonly List<DartTest> _tests = [];

    /// <summary>How many tests there must be; null when no group says so. The outermost group of a file counts all of its tests.</summary>
    public long? Declared => _groups.Count == 0 ? null : _groups.Values.Where(g => g.Parent is null).Sum(g => g.Tests);

    public void Add(JsonElement group)
    {
        if (group.Whole("id") is not { } id || group.Whole("testCount") is not { } count) return;
        _groups.TryAdd(id, new DartGroup(group.Whole("parentID"), group.String("name") ?? "", Math.Clamp(count, 0, int.MaxValue)));
    }

    public void Add(JsonElement test, DartTest started)
    {
        _tests.Add(started);
        if (test.Member("groupIDs") is not { ValueKind: JsonValueKind.Array } ids) return;
        foreach (var id in ids.EnumerateArray())
        {
            if (id.ValueKind == JsonValueKind.Number && id.TryGetInt64(out var number) && _groups.TryGetValue(number, out var group)) group.Add(started);
        }
    }

    /// <summary>How many of the declared tests need not be there. A group in a skipped one is skipped with it.</summary>
    public long NotRun()
    {
        var named = _tests.Where(t => t.IsSkipped).Select(t => t.Name).ToHashSet(StringComparer.Ordinal);
        var (skipped, sum) = (new HashSet<long>(), 0L);
        foreach (var (id, group) in _groups)
        {
            var isInside = group.Parent is { } parent && skipped.Contains(parent);
            if (!isInside && !group.IsSkipped(named)) continue;
            skipped.Add(id);
            if (!isInside) sum += Math.Max(0, group.Tests - 1);
        }

        return sum;
    }

    private sealed class DartGroup(long? parent, string name, long tests)
    {
        private int _started;
        private DartTest? _first;

        public long? Parent => parent;

        public long Tests => tests;

        public void Add(DartTest test)
        {
            _started++;
            _first ??= test;
        }

        // The one test stands for the group: it is in it, or bears its name.
        public bool IsSkipped(HashSet<string> named) => _started switch
        {
            0 => name.Length > 0 && named.Contains(name),
            1 => _first!.IsSkipped,
            _ => false,
        };
    }
}
