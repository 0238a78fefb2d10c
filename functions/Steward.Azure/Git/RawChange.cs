using Steward.Kernel;
using Steward.Source;

namespace Steward.Azure.Git;

/// <summary>A file of <c>git diff-tree --raw</c>.</summary>
internal sealed record RawChange(char Status, EntryKind OldKind, EntryKind NewKind, CommitSha NewBlob, string OldPath, string NewPath);

/// <summary>Reads <c>git diff-tree -r -z --raw</c>: <c>:MODE MODE SHA SHA STATUS</c>, then one path or, for renames, two.</summary>
internal static class RawChangeReader
{
    /// <summary>The files in git's order, which is that of the patch.</summary>
    public static async Task<IReadOnlyList<RawChange>> ReadAsync(Stream output, int max, CancellationToken cancellation)
    {
        var records = new RecordReader(output, 0);
        var changes = new List<RawChange>();
        while (await records.NextAsync(cancellation) is { } head)
        {
            var fields = head[1..].Split(' ');
            var status = fields[4][0];
            var path = await records.RequireAsync(cancellation);
            var newPath = status is 'R' or 'C' ? await records.RequireAsync(cancellation) : path;
            changes.AddBounded(
                new RawChange(status, GitMode.Kind(fields[0]), GitMode.Kind(fields[1]), CommitSha.Parse(fields[3]), path, newPath), max);
        }

        return changes;
    }
}
