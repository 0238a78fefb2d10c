namespace Steward.Stages.Monitoring.Errors.Grouping;

/// <summary>Cuts a line into tokens at white space and bars, with what varies masked. One pass, no back-tracking.</summary>
internal static class Tokeniser
{
    private const int MaxQuoted = 300;
    private const string QuoteBefore = "([{=:,<";
    private const string QuoteAfter = ")]},.;:!?>";

    /// <summary>The masked tokens of a line, at most <see cref="GroupingLimits.MaxTokens"/>.</summary>
    public static List<string> Split(ReadOnlySpan<char> line)
    {
        var tokens = new List<string>(24);
        for (var at = 0; at < line.Length;)
        {
            if (IsBreak(line[at]))
            {
                at++;
                continue;
            }

            if (tokens.Count == GroupingLimits.MaxTokens)
            {
                tokens[^1] = Masks.Any;
                break;
            }

            var end = EndOfToken(line, at);
            tokens.Add(IsQuoted(line[at..end]) ? Masks.Quoted : TokenMask.Mask(line[at..end]));
            at = end;
        }

        Dates.Join(tokens);
        return tokens;
    }

    /// <summary>A line for people, with what varies (and could be personal) masked.</summary>
    public static string Mask(ReadOnlySpan<char> line) => string.Join(' ', Split(line));

    private static bool IsBreak(char c) => char.IsWhiteSpace(c) || char.IsControl(c) || c == '|';

    private static int EndOfToken(ReadOnlySpan<char> line, int start)
    {
        if (line[start] is '"' or '\'' && EndOfQuote(line, start) is var quoted and > 0) return quoted;
        var end = start + 1;
        while (end < line.Length && !IsBreak(line[end]) && !BeginsQuote(line, end)) end++;
        return end;
    }

    // A quote inside a token begins a new one only where a value can stand: name="two words".
    private static bool BeginsQuote(ReadOnlySpan<char> line, int at) =>
        line[at] is '"' or '\'' && QuoteBefore.Contains(line[at - 1], StringComparison.Ordinal) && EndOfQuote(line, at) > 0;

    /// <summary>The place behind the closing quote; 0 when there is none near, or when it is an apostrophe.</summary>
    private static int EndOfQuote(ReadOnlySpan<char> line, int start)
    {
        var inner = line.Slice(start + 1, Math.Min(MaxQuoted, line.Length - start - 1));
        var length = inner.IndexOf(line[start]);
        if (length <= 0) return 0;
        var after = start + length + 2;
        if (after < line.Length && !IsBreak(line[after]) && !QuoteAfter.Contains(line[after], StringComparison.Ordinal)) return 0;
        return IsRequest(inner[..length]) ? 0 : after;
    }

    // "GET /x HTTP/1.1" says more by its method than a quoted name does.
    private static bool IsRequest(ReadOnlySpan<char> quoted) => quoted.Contains(" HTTP/", StringComparison.Ordinal);

    private static bool IsQuoted(ReadOnlySpan<char> token) =>
        token.Length > 1 && token[0] is '"' or '\'' && token[^1] == token[0] && !IsRequest(token);
}
