namespace Steward.TestKit.GitHub;

/// <summary>Changed files with their patches, as GitHub's comparison has them. Attributes count: GitHub hides what a repository calls binary.</summary>
internal static class FakePatches
{
    public static async Task<List<Dictionary<string, object>>> FilesAsync(FakeRepository repository, string from, string to, FakeLimits limits)
    {
        var raw = (await repository.GitAsync("diff-tree", "-r", "-z", "-M", "--raw", from, to)).Split('\0');
        var patch = "\n" + await repository.GitAsync("-c", "core.quotePath=true", "diff", "-M", from, to);
        var sections = patch.Split("\ndiff --git ")[1..];
        var files = new List<Dictionary<string, object>>();
        for (int i = 0, section = 0; i + 1 < raw.Length && files.Count < limits.ComparedFiles;)
        {
            var fields = raw[i][1..].Split(' ');
            var isRename = fields[4][0] == 'R';
            files.Add(File(fields, raw[i + 1], isRename ? raw[i + 2] : raw[i + 1], Patch(sections[section], fields[4][0], limits)));
            (i, section) = (i + (isRename ? 3 : 2), section + (fields[4][0] == 'T' ? 2 : 1));
        }

        return files;
    }

    private static Dictionary<string, object> File(string[] fields, string oldPath, string path, (string? Text, int Added, int Removed) patch)
    {
        var file = new Dictionary<string, object>
        {
            ["sha"] = fields[3].Trim('0').Length == 0 ? fields[2] : fields[3],
            ["filename"] = path,
            ["status"] = fields[4][0] switch { 'A' => "added", 'D' => "removed", 'R' => "renamed", 'T' => "changed", _ => "modified" },
            ["additions"] = patch.Added,
            ["deletions"] = patch.Removed,
            ["changes"] = patch.Added + patch.Removed,
        };
        if (path != oldPath) file["previous_filename"] = oldPath;
        if (patch.Text is not null) file["patch"] = patch.Text;
        return file;
    }

    private static (string? Text, int Added, int Removed) Patch(string section, char status, FakeLimits limits)
    {
        var start = section.IndexOf("\n@@ ", StringComparison.Ordinal);
        if (start < 0 || status == 'T') return (null, 0, 0);
        var lines = section[(start + 1)..].Split('\n');
        var (added, removed) = (lines.Count(l => l.StartsWith('+')), lines.Count(l => l.StartsWith('-')));
        if (added + removed > limits.PatchLines) return (null, added, removed);
        return (string.Join('\n', limits.CutPatchesAt is { } cut ? lines.Take(cut) : lines), added, removed);
    }
}
