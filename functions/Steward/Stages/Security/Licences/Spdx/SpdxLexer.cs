namespace Steward.Stages.Security.Licences.Spdx;

internal enum SpdxTokenKind
{
    Word,
    Plus,
    Open,
    Close,
    End,
}

/// <summary>A token and where it begins, from 1.</summary>
internal readonly record struct SpdxToken(SpdxTokenKind Kind, string Text, int Position)
{
    /// <summary>True for an operator, in any letter case.</summary>
    public bool Is(string keyword) => Kind == SpdxTokenKind.Word && Text.Equals(keyword, StringComparison.OrdinalIgnoreCase);
}

/// <summary>Cuts an expression into tokens.</summary>
internal static class SpdxLexer
{
    public static List<SpdxToken> Cut(string text)
    {
        var tokens = new List<SpdxToken>();
        for (var at = 0; at < text.Length;)
        {
            var length = char.IsWhiteSpace(text[at]) ? 1 : Take(text, at, tokens);
            at += length;
        }

        tokens.Add(new SpdxToken(SpdxTokenKind.End, "", text.Length + 1));
        return tokens;
    }

    private static int Take(string text, int at, List<SpdxToken> tokens)
    {
        var (kind, length) = text[at] switch
        {
            '(' => (SpdxTokenKind.Open, 1),
            ')' => (SpdxTokenKind.Close, 1),
            '+' when at > 0 && IsWord(text[at - 1]) => (SpdxTokenKind.Plus, 1),
            '+' => throw new SpdxProblemException("a '+' stands directly behind the id it belongs to", at + 1),
            var c when IsWord(c) => (SpdxTokenKind.Word, WordLength(text, at)),
            '/' or '|' or ',' => throw new SpdxProblemException($"'{text[at]}' is no operator; write OR or AND", at + 1),
            var c => throw new SpdxProblemException(char.IsControl(c) ? "a control character" : $"'{c}' is not allowed", at + 1),
        };
        tokens.Add(new SpdxToken(kind, text.Substring(at, length), at + 1));
        return length;
    }

    private static int WordLength(string text, int at)
    {
        var end = at;
        while (end < text.Length && IsWord(text[end])) end++;
        return end - at;
    }

    private static bool IsWord(char c) => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or ':';
}

/// <summary>Something wrong at a place; never leaves the parser.</summary>
internal sealed class SpdxProblemException(string message, int position) : Exception($"Position {position}: {message}.");
