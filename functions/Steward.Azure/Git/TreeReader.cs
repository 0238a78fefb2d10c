using System.Globalization;
using Steward.Kernel;
using Steward.Source;

namespace Steward.Azure.Git;

/// <summary>Reads <c>git ls-tree -r -z -l</c>: <c>MODE TYPE SHA SIZE\tPATH</c>.</summary>
internal static class TreeReader
{
    /// <summary>The entries in git's order.</summary>
    public static async Task<IReadOnlyList<TreeEntry>> ReadAsync(Stream output, int max, CancellationToken cancellation)
    {
        var records = new RecordReader(output, 0);
        var entries = new List<TreeEntry>();
        while (await records.NextAsync(cancellation) is { } record) entries.AddBounded(Entry(record), max);
        return entries;
    }

    private static TreeEntry Entry(string record)
    {
        var tab = record.IndexOf('\t');
        var fields = record[..tab].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var size = fields[3] == "-" ? -1 : long.Parse(fields[3], CultureInfo.InvariantCulture);
        return new TreeEntry(record[(tab + 1)..], CommitSha.Parse(fields[2]), GitMode.Kind(fields[0]), size);
    }
}
