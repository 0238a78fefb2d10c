namespace Steward.Stages.Security.Licences.Locks.Npm;

/// <summary>One entry of Yarn 1's lock file.</summary>
/// <param name="Line">The line of its head.</param>
/// <param name="Descriptors">What asked for it: <c>name@range</c>.</param>
internal sealed record YarnEntry(int Line, IReadOnlyList<string> Descriptors)
{
    /// <summary>The fields: version, resolved, integrity.</summary>
    public Dictionary<string, string> Fields { get; } = new(StringComparer.Ordinal);

    /// <summary>What it needs, as descriptors.</summary>
    public List<string> Needs { get; } = [];
}

/// <summary>The format of Yarn 1: heads at the margin, fields with two blanks, their entries with four; texts with or without quotes.</summary>
internal static class YarnEntries
{
    /// <summary>The entries as far as they could be read.</summary>
    public static (IReadOnlyList<YarnEntry> Entries, string? Problem) Read(ReadOnlyMemory<byte> content)
    {
        var entries = new List<YarnEntry>();
        string? problem = null;
        var list = "";
        foreach (var line in LockLines.Of(content, found => problem ??= found))
        {
            if (line.Text[0] == '#') continue;
            if (LockLines.IsConflict(line)) return (entries, $"Line {line.Number}: git's marker of a conflict. Resolve it, and lock again.");
            if (!Take(line, entries, ref list)) problem ??= LockLines.Unreadable(line, "what Yarn writes");
        }

        return (entries, problem);
    }

    private static bool Take(LockLine line, List<YarnEntry> entries, ref string list)
    {
        var words = Words(line.Text.TrimEnd(':'));
        if (words is null or [] || (line.Indent > 0 && entries.Count == 0)) return false;
        switch (line.Indent)
        {
            case 0 when line.Text[^1] == ':':
                entries.Add(new YarnEntry(line.Number, words));
                list = "";
                return true;
            case 2 when line.Text[^1] == ':' && words.Count == 1:
                list = words[0];
                return true;
            case 2 when words.Count == 2:
                entries[^1].Fields[words[0]] = words[1];
                return true;
            case 4 when words.Count == 2 && list.Length > 0:
                if (list is "dependencies" or "optionalDependencies") entries[^1].Needs.Add($"{words[0]}@{words[1]}");
                return true;
            default:
                return false;
        }
    }

    // Words between blanks and commas; null when a quote is not closed.
    private static List<string>? Words(string text)
    {
        var words = new List<string>();
        for (var at = 0; at < text.Length;)
        {
            if (text[at] is ' ' or ',')
            {
                at++;
                continue;
            }

            var isQuoted = text[at] == '"';
            var start = isQuoted ? at + 1 : at;
            var end = isQuoted ? text.IndexOf('"', start) : text.AsSpan(start).IndexOfAny(' ', ',') is var length and >= 0 ? start + length : text.Length;
            if (end < 0) return null;
            words.Add(text[start..end]);
            at = isQuoted ? end + 1 : end;
        }

        return words;
    }
}
