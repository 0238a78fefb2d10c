using Steward.Vault.Sources.Databases.Moments;

namespace Steward.Vault.Drills;

/// <summary>Holds what a restored database holds against what it held at the moment of its dump.</summary>
internal static class MomentComparison
{
    /// <summary>Tells every table, sequence and kind of object that is not the same.</summary>
    public static void Run(string database, IReadOnlyList<MomentLine> wanted, IReadOnlyList<MomentLine> found, DrillFindings findings)
    {
        var there = found.Where(l => l.Kind != "database").ToDictionary(l => (l.Kind, l.Name));
        foreach (var line in wanted.Where(l => l.Kind != "database"))
        {
            if (!there.Remove((line.Kind, line.Name), out var now)) findings.Different($"{Of(line)} of database '{database}' is missing.");
            else if (Difference(line, now) is { } difference) findings.Different($"{Of(line)} of database '{database}' {difference}");
        }

        foreach (var more in there.Values) findings.Different($"{Of(more)} of database '{database}' is there and should not be.");
        findings.Counted($"tables of {database}", wanted.Count(l => l.Kind == "table"));
        findings.Counted($"rows of {database}", wanted.Where(l => l.Kind == "table").Sum(l => l.Count));
        findings.Counted($"other objects of {database}", wanted.Where(l => l.Kind is "objects" or "largeobjects").Sum(l => l.Count) + wanted.Count(l => l.Kind == "sequence"));
    }

    private static string? Difference(MomentLine wanted, MomentLine found) => wanted.Kind switch
    {
        // A sequence goes on outside of transactions: the dump may have seen it later than the moment, never earlier.
        "sequence" => IsAtOrBehind(wanted, found) ? null : $"stands at {found.Count} ({found.Sum}), at the moment of the dump it stood at {wanted.Count} ({wanted.Sum}).",
        _ when wanted.Count != found.Count => $"has {found.Count}, at the moment of the dump it had {wanted.Count}.",
        _ when wanted.Sum != found.Sum => $"has other contents: its checksum is {found.Sum}, at the moment of the dump it was {wanted.Sum}.",
        _ => null,
    };

    private static bool IsAtOrBehind(MomentLine wanted, MomentLine found)
    {
        var (way, now) = (wanted.Sum.Split(' '), found.Sum.Split(' '));
        if (way[0] != now[0]) return false;
        var ahead = way[0] == "down" ? wanted.Count.CompareTo(found.Count) : found.Count.CompareTo(wanted.Count);
        return way[0] == "cycle" || ahead > 0 || (ahead == 0 && (way[^1] == now[^1] || now[^1] == "called"));
    }

    private static string Of(MomentLine line) => line.Kind switch
    {
        "table" => $"Table {line.Name}",
        "sequence" => $"Sequence {line.Name}",
        _ => $"The number of {line.Name}",
    };
}
