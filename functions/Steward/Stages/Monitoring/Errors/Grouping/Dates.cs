namespace Steward.Stages.Monitoring.Errors.Grouping;

/// <summary>Makes one token of a date that is written in several: "Sun Dec 04 04:51:09 2005", "Jul 1 09:02:26".</summary>
internal static class Dates
{
    private static readonly HashSet<string> Words = new(StringComparer.OrdinalIgnoreCase)
    {
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
        "mon", "tue", "wed", "thu", "fri", "sat", "sun", "utc", "gmt", "am", "pm",
    };

    /// <summary>Joins, in place. A month, a day and a time alone (as RFC 3164 writes them) become <see cref="Masks.Date"/>, other dates <see cref="Masks.Time"/>.</summary>
    public static void Join(List<string> tokens)
    {
        for (var at = 0; at < tokens.Count; at++)
        {
            if (!Words.Contains(Bare(tokens[at]))) continue;
            var end = at;
            var hasTime = false;
            for (; end < tokens.Count && IsPart(Bare(tokens[end])); end++) hasTime |= Bare(tokens[end]) == Masks.Time;
            if (!hasTime) continue;
            tokens[at] = end - at == 3 && Bare(tokens[at + 2]) == Masks.Time ? Masks.Date : Masks.Time;
            tokens.RemoveRange(at + 1, end - at - 1);
        }
    }

    private static bool IsPart(string word) => Words.Contains(word) || word is Masks.Time or Masks.Number;

    private static string Bare(string token) => token.Trim('[', ']', '(', ')', ',');
}
