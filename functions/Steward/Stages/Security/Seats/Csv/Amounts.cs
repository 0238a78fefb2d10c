using System.Globalization;
using System.Text.RegularExpressions;

namespace Steward.Stages.Security.Seats.Csv;

/// <summary>Amounts as people write them: with point or comma, thousands grouped by the other one, by spaces or apostrophes.</summary>
internal static partial class Amounts
{
    /// <summary>The amount; null for what is none, and for what could be two.</summary>
    public static decimal? Read(string text)
    {
        if (IsAmbiguous(text) || !Amount().IsMatch(text)) return null;
        var last = text.LastIndexOfAny(['.', ',']);
        // The last separator is the decimal one, unless it stands there more than once: then it groups.
        var isDecimal = last >= 0 && text.IndexOf(text[last], StringComparison.Ordinal) == last;
        var digits = string.Concat(text.Select((c, i) => isDecimal && i == last ? '.' : c).Where(c => char.IsAsciiDigit(c) || c == '.').Where((c, i) => c != '.' || isDecimal));
        return decimal.TryParse(Clean(digits), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount) && amount <= 1_000_000_000 ? amount : null;
    }

    /// <summary>One separator with three digits behind it, such as 1,234: a thousand and more, or one and a bit.</summary>
    public static bool IsAmbiguous(string text) => Ambiguous().IsMatch(text);

    // A grouping point before the decimal one.
    private static string Clean(string digits)
    {
        var last = digits.LastIndexOf('.');
        return last < 0 ? digits : digits[..last].Replace(".", "", StringComparison.Ordinal) + digits[last..];
    }

    [GeneratedRegex("^[1-9][0-9]{0,2}[.,][0-9]{3}$", RegexOptions.NonBacktracking)]
    private static partial Regex Ambiguous();

    [GeneratedRegex("^([0-9]{1,12}([.,][0-9]{1,4})?|[0-9]{1,3}(,[0-9]{3})+(\\.[0-9]{1,4})?|[0-9]{1,3}(\\.[0-9]{3})+(,[0-9]{1,4})?|[0-9]{1,3}([ '’\u00a0][0-9]{3})+([.,][0-9]{1,4})?)$", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Amount();
}
