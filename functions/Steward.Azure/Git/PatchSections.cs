using Steward.Source;

namespace Steward.Azure.Git;

/// <summary>One file's part of a patch: its hunks, or that it is binary.</summary>
internal sealed record PatchSection(List<Hunk> Hunks)
{
    public bool IsBinary { get; set; }
}

/// <summary>
/// Reads <c>git diff-tree -p -U0</c>. Paths are not read from it: git quotes odd ones (<c>core.quotePath</c>), so that a head is always one line,
/// and the sections come in the order of the raw answer.
/// </summary>
internal static class PatchSectionReader
{
    // Heads of hunks are short; what follows them on the line (git's guess of the function) is not needed.
    private const int Keep = 128;

    public static async Task<IReadOnlyList<PatchSection>> ReadAsync(Stream output, int max, CancellationToken cancellation)
    {
        var lines = new RecordReader(output, (byte)'\n', Keep);
        var sections = new List<PatchSection>();
        while (await lines.NextAsync(cancellation) is { } line)
        {
            // Content begins with a space, a sign or a backslash: no line of a file can look like these.
            if (line.StartsWith("diff --git ", StringComparison.Ordinal)) sections.AddBounded(new PatchSection([]), max);
            else if (line.StartsWith("Binary files ", StringComparison.Ordinal)) sections[^1].IsBinary = true;
            else if (PatchReader.ReadHead(line) is { } hunk) sections[^1].Hunks.AddBounded(hunk, max);
        }

        return sections;
    }
}
