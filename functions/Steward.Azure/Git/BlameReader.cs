using System.Globalization;
using Steward.Kernel;
using Steward.Source;

namespace Steward.Azure.Git;

/// <summary>Reads <c>git blame --incremental</c>: runs of lines, each headed by <c>SHA ORIGINAL FINAL COUNT</c> and ended by <c>filename PATH</c>.</summary>
internal static class BlameReader
{
    /// <summary>The lines from the first to the last.</summary>
    public static async Task<IReadOnlyList<BlameLine>> ReadAsync(Stream output, int max, CancellationToken cancellation)
    {
        var records = new RecordReader(output, (byte)'\n');
        var lines = new List<BlameLine>();
        Run? run = null;
        while (await records.NextAsync(cancellation) is { } record)
        {
            if (run is null) run = Run.Parse(record);
            else if (record.StartsWith("filename ", StringComparison.Ordinal))
            {
                foreach (var line in run.Lines(QuotedPath.Read(record["filename ".Length..]))) lines.AddBounded(line, max);
                run = null;
            }
        }

        return [.. lines.OrderBy(l => l.Line)];
    }

    private sealed record Run(CommitSha Commit, int Original, int Final, int Count)
    {
        public static Run Parse(string head)
        {
            var fields = head.Split(' ');
            int Number(int field) => int.Parse(fields[field], CultureInfo.InvariantCulture);
            return new Run(CommitSha.Parse(fields[0]), Number(1), Number(2), Number(3));
        }

        public IEnumerable<BlameLine> Lines(string path) => Enumerable.Range(0, Count).Select(i => new BlameLine(Final + i, Commit, path, Original + i));
    }
}
