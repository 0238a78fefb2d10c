namespace Steward.Stages.Release.Instructions.Reading;

/// <summary>An item as it stands in the file.</summary>
/// <param name="Line">Its line, from 1.</param>
/// <param name="Parent">The item below which it stands, or null.</param>
/// <param name="Tick">The column of the tick in its box, or null.</param>
internal sealed record Draft(int Line, Draft? Parent, int? Tick)
{
    /// <summary>Its lines: number, column where the text begins, and text.</summary>
    public List<(int Line, int Column, string Text)> Lines { get; } = [];

    /// <summary>How deep it stands, from 1.</summary>
    public int Depth { get; } = (Parent?.Depth ?? 0) + 1;

    // Two items of the same text are two items.
    public bool Equals(Draft? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => Line;
}

/// <summary>Finds the items of task lists line by line.</summary>
internal sealed class ItemLines
{
    private const int CodeIndent = 4;

    private readonly Stack<(int Content, Draft? Item)> _open = new();
    private readonly List<InstructionProblem> _problems;
    private string? _fence;
    private bool _inComment;
    private int _hiddenFrom;
    private Draft? _paragraph;

    private ItemLines(List<InstructionProblem> problems) => _problems = problems;

    public static IEnumerable<Draft> Read(string text, List<InstructionProblem> problems)
    {
        var (lines, reader) = (text.TrimStart('\uFEFF').ReplaceLineEndings("\n").Split('\n'), new ItemLines(problems));
        for (var i = 0; i < lines.Length; i++)
        {
            if (reader.Next(i + 1, Untabbed(lines[i])) is { } item) yield return item;
        }

        if (reader._hiddenFrom > 0) problems.Add(new InstructionProblem(reader._hiddenFrom, 1, "What begins here, code or a comment, never ends: it hides everything after it."));
    }

    private Draft? Next(int number, string line)
    {
        var content = line.TrimStart(' ');
        var indent = line.Length - content.Length;
        var isHidden = IsHidden(content);
        _hiddenFrom = _fence is null && !_inComment ? 0 : _hiddenFrom > 0 ? _hiddenFrom : number;
        if (isHidden) return null;
        if (content.Length == 0) return End();
        if (IsBreak(content)) return EndList();
        var marker = ListMarker.Read(content);
        if (marker.IsNearlyBox)
            _problems.Add(new InstructionProblem(number, indent + 1, "It looks like an item of a task list and is none; write '- [ ] text', with one space in the box and one after it."));
        if (marker.Content == 0) return Continue(number, content, indent);
        while (_open.Count > 0 && indent < _open.Peek().Content) _open.Pop();
        var margin = _open.Count == 0 ? 0 : _open.Peek().Content;
        return indent >= margin + CodeIndent ? Continue(number, content, indent) : Item(number, content, indent, marker);
    }

    private Draft? Item(int number, string content, int indent, ListMarker marker)
    {
        var parent = _open.Select(o => o.Item).FirstOrDefault(i => i is not null);
        var item = marker.Text > 0 ? new Draft(number, parent, marker.Tick == ' ' ? null : indent + marker.TickAt + 1) : null;
        item?.Lines.Add((number, indent + marker.Text + 1, content[marker.Text..].TrimEnd()));
        _open.Push((indent + marker.Content, item));
        _paragraph = item;
        return item;
    }

    // A text may go on over several lines, until an empty one or something else begins.
    private Draft? Continue(int number, string content, int indent)
    {
        if (content[0] == '>' && ListMarker.Read(content.TrimStart('>', ' ')).Text > 0)
            _problems.Add(new InstructionProblem(number, indent + 1, "It stands in a quotation, where it is no instruction."));
        if (content[0] is '#' or '>') return End();
        if (_paragraph is not null) _paragraph.Lines.Add((number, indent + 1, content.TrimEnd()));
        else if (indent == 0) _open.Clear(); // an ordinary paragraph ends the list
        return null;
    }

    private Draft? End()
    {
        _paragraph = null;
        return null;
    }

    private Draft? EndList()
    {
        _open.Clear();
        return End();
    }

    private static bool IsBreak(string content)
    {
        var marks = content.Where(c => c != ' ').Take(4).ToList();
        return marks.Count >= 3 && marks[0] is '-' or '*' or '_' && content.All(c => c == marks[0] || c == ' ');
    }

    private bool IsHidden(string content)
    {
        if (_fence is not null)
        {
            if (content.StartsWith(_fence, StringComparison.Ordinal) && content.TrimEnd().All(c => c == _fence[0])) _fence = null;
            return true;
        }

        if (!_inComment && content is ['`', '`', '`', ..] or ['~', '~', '~', ..])
        {
            (_fence, _paragraph) = (string.Concat(content.TakeWhile(c => c == content[0])), null);
            return true;
        }

        var wasInComment = _inComment;
        if (!_inComment && content.StartsWith("<!--", StringComparison.Ordinal)) _inComment = true;
        if (!_inComment) return false;
        if (content.IndexOf("-->", wasInComment ? 0 : Math.Min(4, content.Length), StringComparison.Ordinal) >= 0) _inComment = false;
        return true;
    }

    // Tabs count as if they led to the next column that is a multiple of four (CommonMark, section 2.2); those within a text do not matter.
    private static string Untabbed(string line)
    {
        var end = line.AsSpan().IndexOfAnyExcept(' ', '\t');
        if (end <= 0 || !line.AsSpan(0, end).Contains('\t')) return line;
        var width = 0;
        foreach (var c in line.AsSpan(0, end)) width = c == '\t' ? (width / CodeIndent * CodeIndent) + CodeIndent : width + 1;
        return new string(' ', width) + line[end..];
    }
}
