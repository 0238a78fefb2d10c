namespace Steward.Stages.Monitoring.Errors.Grouping;

/// <summary>
/// Finds where a log line's own words begin: behind date, time, process id, level, thread and (in syslog's form, RFC 3164) host. What is
/// in the header varies with the machine and the moment, not with the error.
/// </summary>
internal static class LineHeader
{
    // Times and levels further behind belong to what the line says.
    private const int Window = 8;
    private const int MaxBracket = 8;

    private static readonly HashSet<string> Levels = new(StringComparer.OrdinalIgnoreCase)
    {
        "trace", "debug", "info", "information", "notice", "warn", "warning", "error", "err", "severe", "fatal", "critical", "crit", "alert", "emerg",
        "dbg", "inf", "wrn", "ftl", "vrb", "verbose", "fail", "failure", "panic",
    };

    /// <summary>The tokens behind the header; all of them when there is no header, or nothing but one.</summary>
    public static List<string> Cut(List<string> tokens)
    {
        var length = LengthOf(tokens);
        var rest = length == 0 || length >= tokens.Count ? tokens : tokens[length..];
        return WithoutIds(rest);
    }

    /// <summary>How many tokens are header; 0 for a line without.</summary>
    public static int LengthOf(List<string> tokens)
    {
        var at = LastOfHeader(tokens) + 1;
        if (at > 0 && at < tokens.Count && tokens[at - 1] == Masks.Date) at++;
        while (at < tokens.Count && at < 2 * Window && IsFiller(tokens[at])) at++;
        return at > 0 && at < tokens.Count && IsLevel(tokens, at - 1) ? at + LengthOfBracket(tokens, at) : at;
    }

    private static int LastOfHeader(List<string> tokens)
    {
        var last = -1;
        for (var i = 0; i < tokens.Count && i < Window; i++)
        {
            if (Bare(tokens[i]) is Masks.Time or Masks.Date || IsLevel(tokens, i)) last = i;
        }

        return last;
    }

    // INFO, [notice], or Info behind a time: a small "error" in the middle of a line is what the line says.
    private static bool IsLevel(List<string> tokens, int at)
    {
        var word = Bare(tokens[at]);
        if (!Levels.Contains(word)) return false;
        return word.All(char.IsAsciiLetterUpper) || tokens[at][0] == '[' || (at > 0 && Bare(tokens[at - 1]) is Masks.Time or Masks.Date or Masks.Number);
    }

    private static bool IsFiller(string token)
    {
        var word = Bare(token);
        return word.Length == 0 || (word.Length == 1 && char.IsAsciiLetterUpper(word[0])) || IsMask(word);
    }

    private static bool IsMask(string word) => word[0] == '<' && word.IndexOf('>') == word.Length - 1;

    // Behind the level: [main], [IPC Server handler 3 on 4000].
    private static int LengthOfBracket(List<string> tokens, int at)
    {
        if (tokens[at][0] != '[') return 0;
        for (var end = at; end < tokens.Count && end < at + MaxBracket; end++)
        {
            if (tokens[end].TrimEnd(':').EndsWith(']')) return tokens.Skip(end + 1).TakeWhile(IsFiller).Count() + end + 1 - at;
        }

        return 0;
    }

    // "logger [req-1 - - -] words": the ids of a request, thread or session near the beginning.
    private static List<string> WithoutIds(List<string> tokens)
    {
        for (var at = 0; at < 3 && at < tokens.Count; at++)
        {
            var length = tokens[at][0] == '[' ? LengthOfBracket(tokens, at) : 0;
            if (length > 0 && length < tokens.Count && tokens.Skip(at).Take(length).All(IsId)) return [.. tokens.Take(at), .. tokens.Skip(at + length)];
        }

        return tokens;
    }

    private static bool IsId(string token) => Masks.IsIn(token) || Bare(token).Length == 0;

    private static string Bare(string token) => token.Trim('[', ']', '(', ')', ':', ',', '-', '.', '*');
}
