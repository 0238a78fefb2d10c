using Steward.Stages.Security.Licences.Detection.Words;
using Steward.Stages.Security.Licences.Spdx;

namespace Steward.Stages.Security.Licences.Detection.Headers;

/// <summary>Finds <c>SPDX-License-Identifier:</c> tags (SPDX 2.3, annex E): one expression a line, in the comments of any language.</summary>
internal static class TagFinder
{
    private const string Tag = "SPDX-License-Identifier:";
    private const int Longest = 1024;
    private static readonly string[] _closers = ["*/", "-->", "--}}", "#}", "%>", "*)", "|#", "-}", "\"\"\"", "'''"];
    private static readonly char[] _edges = [' ', '\t', '"', '\'', '`', ',', ';', '*', '#', '<', '>', '/', '\\', '|', '-'];

    /// <summary>All tags of a text. What is no expression is Unknown; a tag with nothing behind it says nothing.</summary>
    public static IEnumerable<FoundLicence> Find(string text, int firstLine)
    {
        var (line, counted) = (firstLine, 0);
        for (var at = Next(text, 0); at >= 0; at = Next(text, at + Tag.Length))
        {
            line += Lines.In(text.AsSpan(counted..at));
            counted = at;
            if (Read(text.AsSpan(at + Tag.Length)) is { Length: > 0 } written) yield return Found(written, line);
        }
    }

    private static int Next(string text, int from) => text.IndexOf(Tag, from, StringComparison.OrdinalIgnoreCase);

    private static FoundLicence Found(string written, int line) => Expression(written) is { } expression
        ? new FoundLicence(expression, FoundKind.Tag, 1, line, line, [])
        : new FoundLicence(null, FoundKind.Unknown, 1, line, line, []);

    // The rest of the line, without what closes the comment.
    private static string Read(ReadOnlySpan<char> behind)
    {
        var rest = behind[..Math.Min(behind.Length, Longest)];
        var end = rest.IndexOfAny('\n', '\r');
        if (end >= 0) rest = rest[..end];
        if (rest.IndexOf(Tag, StringComparison.OrdinalIgnoreCase) is var another and >= 0) rest = rest[..another];
        if (rest.IndexOf("\\n") is var escape and >= 0) rest = rest[..escape];
        foreach (var closer in _closers)
        {
            if (rest.IndexOf(closer) is var close and >= 0) rest = rest[..close];
        }

        // Where no expression begins, as in "SPDX-License-Identifier: <expression>", the tag is written about.
        rest = rest.TrimStart(" \t\"'");
        return rest.Length > 0 && (char.IsAsciiLetterOrDigit(rest[0]) || rest[0] == '(') ? rest.Trim(_edges).ToString() : "";
    }

    // The whole of it, or the longest beginning that is an expression; never one side of an operator.
    private static string? Expression(string written)
    {
        if (SpdxExpression.Read(written).Expression is { } whole) return whole.ToString();
        var words = written.Split(' ', 24, StringSplitOptions.RemoveEmptyEntries);
        for (var count = words.Length - 1; count > 0; count--)
        {
            if (words[count] is "AND" or "OR" or "WITH" or "and" or "or" or "with") continue;
            if (SpdxExpression.Read(string.Join(' ', words[..count]).TrimEnd(_edges).TrimEnd('.')).Expression is not { } expression) continue;
            return words.Skip(count).Any(w => w.ToUpperInvariant() is "AND" or "OR" or "WITH") ? null : expression.ToString();
        }

        return SpdxExpression.Read(written.TrimEnd('.', ')')).Expression?.ToString();
    }
}
