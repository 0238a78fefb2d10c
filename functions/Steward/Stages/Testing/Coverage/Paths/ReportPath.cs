namespace Steward.Stages.Testing.Coverage.Paths;

/// <summary>A path as a report writes it, taken apart: forward slashes, no <c>.</c> and <c>..</c>, no drive, no scheme.</summary>
/// <param name="Text">The path's parts with one slash between each; empty when nothing is left.</param>
/// <param name="IsRooted">True when it began at a root, or above the folder that it was written in: then its first folders are not the repository's.</param>
internal sealed record ReportPath(string Text, bool IsRooted)
{
    private const int MaxParts = 128;

    /// <summary>Takes a path apart. A path of too many parts is none.</summary>
    public static ReportPath Of(string path)
    {
        var text = WithoutScheme(path.Replace('\\', '/'), out var isRooted);
        if (text is [var drive, ':', ..] && char.IsAsciiLetter(drive)) (text, isRooted) = (text[2..], true);
        isRooted |= text.StartsWith('/');
        var parts = new List<string>();
        foreach (var part in text.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part == ".") continue;
            if (part != "..") parts.Add(part);
            else if (parts.Count > 0) parts.RemoveAt(parts.Count - 1);
            else isRooted = true;
        }

        return new ReportPath(parts.Count > MaxParts ? "" : string.Join('/', parts), isRooted);
    }

    /// <summary>The path below a folder.</summary>
    public ReportPath Below(ReportPath root) => root.Text.Length == 0 ? this with { IsRooted = root.IsRooted } : new ReportPath($"{root.Text}/{Text}", root.IsRooted);

    // file:///home/ci/a.js, webpack:///./src/a.js, C:/... (one letter is a drive, no scheme)
    private static string WithoutScheme(string path, out bool isRooted)
    {
        isRooted = false;
        var at = path.IndexOf("://", StringComparison.Ordinal);
        if (at < 2 || !path.AsSpan(0, at).ToString().All(char.IsAsciiLetterOrDigit)) return path;
        var isFile = path.StartsWith("file:", StringComparison.OrdinalIgnoreCase);
        isRooted = isFile;
        var rest = path[(at + 3)..].TrimStart('/');
        return isFile ? Uri.UnescapeDataString(rest) : rest;
    }
}
