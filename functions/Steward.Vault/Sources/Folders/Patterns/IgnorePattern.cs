namespace Steward.Vault.Sources.Folders.Patterns;

/// <summary>One line of an ignore file, read as git reads it (gitignore(5)).</summary>
internal sealed class IgnorePattern
{
    private readonly byte[] _glob;
    private readonly bool _nameOnly, _foldersOnly;

    // What stands before the first wildcard. Git compares it first and then matches the rest as a pattern of its own, so that in a**/b the stars stand alone.
    private readonly int _plain;

    private IgnorePattern(byte[] glob, bool takesIn, bool nameOnly, bool foldersOnly) =>
        (_glob, TakesIn, _nameOnly, _foldersOnly, _plain) = (glob, takesIn, nameOnly, foldersOnly, glob.AsSpan().IndexOfAny("*?[\\"u8) is var wild and >= 0 ? wild : glob.Length);

    /// <summary>True for a line with '!': what matches is taken in again.</summary>
    public bool TakesIn { get; }

    /// <summary>Reads a line without its end; null for an empty one and for a comment.</summary>
    public static IgnorePattern? Parse(ReadOnlySpan<byte> line)
    {
        if (line.IsEmpty || line[0] == '#') return null;
        line = WithoutTrailingSpaces(line);
        var takesIn = !line.IsEmpty && line[0] == '!';
        if (takesIn) line = line[1..];
        var folders = !line.IsEmpty && line[^1] == '/';
        if (folders) line = line[..^1];
        var nameOnly = !line.Contains((byte)'/');
        if (!nameOnly && line[0] == '/') line = line[1..];
        return line.IsEmpty ? null : new IgnorePattern(line.ToArray(), takesIn, nameOnly, folders);
    }

    /// <summary>True when it matches.</summary>
    /// <param name="path">The path below the folder that the ignore file stands in.</param>
    /// <param name="isFolder">Whether it is a folder.</param>
    public bool Matches(ReadOnlySpan<byte> path, bool isFolder)
    {
        if (_foldersOnly && !isFolder) return false;
        if (_nameOnly) return Wildmatch.Matches(_glob, path[(path.LastIndexOf((byte)'/') + 1)..]);
        return path.StartsWith(_glob.AsSpan(0, _plain)) && Wildmatch.Matches(_glob.AsSpan(_plain), path[_plain..]);
    }

    // A space that a '\' stands before stays.
    private static ReadOnlySpan<byte> WithoutTrailingSpaces(ReadOnlySpan<byte> line)
    {
        var end = 0;
        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] == ' ') continue;
            if (line[i] == '\\' && ++i == line.Length) return line;
            end = i + 1;
        }

        return line[..end];
    }
}

/// <summary>The lines of one ignore file.</summary>
internal sealed class IgnoreFile
{
    /// <summary>The longest ignore file that is read.</summary>
    public const int MaxBytes = 1 << 20;

    private readonly List<IgnorePattern> _patterns = [];

    /// <summary>Reads the lines.</summary>
    public static IgnoreFile Parse(ReadOnlySpan<byte> content)
    {
        var file = new IgnoreFile();
        if (content.StartsWith("\uFEFF"u8)) content = content[3..];
        foreach (var range in content.Split((byte)'\n'))
        {
            var line = content[range];
            if (!line.IsEmpty && line[^1] == '\r' && range.End.GetOffset(content.Length) < content.Length) line = line[..^1];
            if (IgnorePattern.Parse(line) is { } pattern) file._patterns.Add(pattern);
        }

        return file;
    }

    /// <summary>Of these patterns, each a line.</summary>
    public static IgnoreFile Of(IEnumerable<string> lines) => Parse(System.Text.Encoding.UTF8.GetBytes(string.Join('\n', lines)));

    /// <summary>Whether the last line that matches leaves the path out; null when none matches.</summary>
    public bool? LeavesOut(ReadOnlySpan<byte> path, bool isFolder)
    {
        for (var i = _patterns.Count - 1; i >= 0; i--)
            if (_patterns[i].Matches(path, isFolder)) return !_patterns[i].TakesIn;
        return null;
    }
}
