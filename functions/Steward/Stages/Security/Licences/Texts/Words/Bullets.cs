namespace Steward.Stages.Security.Licences.Detection.Words;

/// <summary>Numbers and letters that count paragraphs: <c>1.</c>, <c>a)</c>, <c>(iv)</c>, <c>2.1.</c>.</summary>
internal static class Bullets
{
    private const int Longest = 8;

    /// <summary>The length of a bullet that begins with a letter or digit, or 0. Numbers of several levels count at the beginning of a line only.</summary>
    public static int LengthAt(ReadOnlySpan<char> text, bool startsLine)
    {
        var length = NumberLength(text);
        if (length == 0 || length >= text.Length) return 0;
        if (!startsLine && text[..length].Contains('.')) return 0;
        if (text[length] is not ('.' or ')' or ':')) return 0;
        return length + 1 == text.Length || char.IsWhiteSpace(text[length + 1]) ? length + 1 : 0;
    }

    /// <summary>The length of a bullet in parentheses, or 0.</summary>
    public static int InParentheses(ReadOnlySpan<char> text)
    {
        var length = NumberLength(text[1..]);
        return length > 0 && length + 1 < text.Length && text[length + 1] == ')' ? length + 2 : 0;
    }

    private static int NumberLength(ReadOnlySpan<char> text)
    {
        var length = 0;
        if (text.Length > 0 && char.IsAsciiDigit(text[0]))
        {
            while (length < Math.Min(text.Length, Longest) && (char.IsAsciiDigit(text[length]) || IsPoint(text, length))) length++;
            return length < 3 || text[..length].Contains('.') ? length : 0;
        }

        while (length < Math.Min(text.Length, 4) && (text[length] | 32) is 'i' or 'v' or 'x') length++;
        return length > 0 ? length : text.Length > 0 && char.IsAsciiLetter(text[0]) ? 1 : 0;
    }

    private static bool IsPoint(ReadOnlySpan<char> text, int at) =>
        text[at] == '.' && at > 0 && at + 1 < text.Length && char.IsAsciiDigit(text[at + 1]);
}
