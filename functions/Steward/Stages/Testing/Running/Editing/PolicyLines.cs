namespace Steward.Stages.Testing.Running.Editing;

/// <summary>The lines of a policy, each with what stands at its end but the line feed, so that what is not touched stays as it is to the byte.</summary>
internal sealed class PolicyLines
{
    private readonly List<string> _lines;
    private readonly string _end;

    public PolicyLines(string text)
    {
        _lines = [.. text.Split('\n')];
        _end = _lines[0].EndsWith('\r') ? "\r" : "";
    }

    /// <summary>The line behind the last one that holds something.</summary>
    public int End => _lines.FindLastIndex(l => !string.IsNullOrWhiteSpace(l)) + 1;

    /// <summary>The character at a place that counts from 1.</summary>
    public char At(int line, int column) => _lines[line - 1] is var text && column <= text.Length ? text[column - 1] : '\0';

    /// <summary>The line (from 0) behind all that belongs to a key: whatever is indented deeper, comments included.</summary>
    /// <param name="line">The key's line, from 0.</param>
    /// <param name="indent">The key's indentation.</param>
    public int EndOf(int line, int indent)
    {
        var end = line + 1;
        for (var i = end; i < _lines.Count; i++)
        {
            if (string.IsNullOrWhiteSpace(_lines[i])) continue;
            if (Indent(i) > indent) end = i + 1;
            else if (!IsComment(i)) break;
        }

        return end;
    }

    /// <summary>Puts lines in front of a line.</summary>
    public PolicyEdit Insert(int at, IReadOnlyList<string> added)
    {
        List<string> after = [.. _lines[..at], .. added.Select(l => l + _end), .. _lines[at..]];
        return new PolicyEdit(string.Join('\n', after), at + 1, [], added);
    }

    /// <summary>Takes a key with all that belongs to it away, the comment right above it included.</summary>
    public PolicyEdit Remove(int line, int indent)
    {
        var (start, end) = (line, EndOf(line, indent));
        while (start > 0 && IsComment(start - 1) && Indent(start - 1) == indent) start--;
        // Of the empty lines before and behind one is enough.
        if (start > 0 && IsBlank(start - 1) && (end >= _lines.Count || IsBlank(end))) start--;
        return new PolicyEdit(string.Join('\n', (IEnumerable<string>)[.. _lines[..start], .. _lines[end..]]), start + 1, _lines[start..end], []);
    }

    private bool IsBlank(int line) => string.IsNullOrWhiteSpace(_lines[line]);

    private bool IsComment(int line) => _lines[line].TrimStart().StartsWith('#');

    private int Indent(int line) => _lines[line].Length - _lines[line].TrimStart(' ').Length;
}
