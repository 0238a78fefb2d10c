namespace Steward.Stages.Release.Instructions.Reading;

/// <summary>The beginning of a line as an item of a list has it: <c>- </c>, <c>1. </c>, and the box of a task list after it.</summary>
/// <param name="Content">Where what follows the marker begins; 0: the line is no item of a list.</param>
/// <param name="Text">Where the text after the box begins; 0: there is no box.</param>
/// <param name="Tick">What stands in the box.</param>
/// <param name="IsNearlyBox">True when there is no box, but what people would take for one.</param>
internal readonly record struct ListMarker(int Content, int Text, char Tick, bool IsNearlyBox)
{
    private const int MaxDigits = 9;
    private const int MaxSpaces = 4;

    /// <summary>Where the tick stands.</summary>
    public int TickAt { get; private init; }

    /// <summary>Reads a line that begins with no space (CommonMark, section 5.2; GitHub Flavored Markdown, section 5.3).</summary>
    public static ListMarker Read(string line)
    {
        var marker = MarkerLength(line);
        if (marker == 0) return default;
        var at = SkipSpaces(line, marker);
        var spaces = at - marker;
        var isList = spaces > 0 && at < line.Length;
        var isBox = at + 2 < line.Length && line[at] == '[' && line[at + 1] is ' ' or 'x' or 'X' && line[at + 2] == ']';
        var text = isBox ? SkipSpaces(line, at + 3) : 0;
        return isList && isBox && spaces <= MaxSpaces && text > at + 3 && text < line.Length
            ? new ListMarker(at, text, line[at + 1], false) { TickAt = at + 1 }
            : new ListMarker(isList ? at : 0, 0, ' ', IsNearly(line, at));
    }

    private static int MarkerLength(string line)
    {
        if (line is ['-' or '*' or '+', ..]) return 1;
        var digits = line.TakeWhile(char.IsAsciiDigit).Take(MaxDigits + 1).Count();
        return digits is > 0 and <= MaxDigits && digits < line.Length && line[digits] is '.' or ')' ? digits + 1 : 0;
    }

    // "[]", "[  ]", "[x]text"; but not [x](a link), [x][a reference] or [x]: a definition.
    private static bool IsNearly(string line, int at)
    {
        if (at >= line.Length || line[at] != '[') return false;
        var close = line.IndexOf(']', at);
        return close > 0 && close - at <= 4 && line.AsSpan(at + 1, close - at - 1).IndexOfAnyExcept(" xX\t\u00A0") < 0 && (close + 1 == line.Length || line[close + 1] is not ('(' or '[' or ':'));
    }

    private static int SkipSpaces(string line, int at)
    {
        while (at < line.Length && line[at] == ' ') at++;
        return at;
    }
}
