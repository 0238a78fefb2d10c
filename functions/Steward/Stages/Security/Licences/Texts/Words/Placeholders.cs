namespace Steward.Stages.Security.Licences.Detection.Words;

/// <summary>What stands in a text for something else: <c>&lt;year&gt;</c>, <c>[name of copyright owner]</c>, tags and entities of HTML, escapes of string literals.</summary>
internal static class Placeholders
{
    private const int Longest = 80;

    private static readonly string[] _blanks =
        ["year", "yyyy", "name", "owner", "holder", "insert", "organi", "author", "email", "date", "fullname", "project", "licensor", "xxxx", "___"];

    /// <summary>The length of a placeholder or tag at an opening bracket, or 0. Addresses in angle brackets are text.</summary>
    public static int LengthAt(ReadOnlySpan<char> text)
    {
        var open = text[0];
        var end = text[..Math.Min(text.Length, Longest)].IndexOf(open switch { '<' => '>', '[' => ']', _ => '}' });
        if (end < 2) return 0;
        var inside = text[1..end];
        return (open == '<' ? IsTagOrBlank(inside) : IsBlank(inside)) ? end + 1 : 0;
    }

    /// <summary>The length of an escape sequence of a string literal that stands for white space or a quote, or 0.</summary>
    public static int EscapeAt(ReadOnlySpan<char> text) => text.Length > 1 && text[1] is 'n' or 'r' or 't' or '"' or '\\' ? 2 : 0;

    /// <summary>The length of an entity, or 0.</summary>
    public static int EntityAt(ReadOnlySpan<char> text)
    {
        var end = text[..Math.Min(text.Length, 10)].IndexOf(';');
        return end > 1 && !text[1..end].ContainsAny(" \t\n") ? end + 1 : 0;
    }

    private static bool IsTagOrBlank(ReadOnlySpan<char> inside) =>
        (char.IsAsciiLetter(inside[0]) || inside[0] is '/' or ' ') && !inside.Contains('@') && (!inside.Contains("://", StringComparison.Ordinal) || inside.Contains('='));

    private static bool IsBlank(ReadOnlySpan<char> inside)
    {
        foreach (var blank in _blanks)
        {
            if (inside.Contains(blank, StringComparison.OrdinalIgnoreCase)) return true;
        }

        return false;
    }
}
