using System.Globalization;

namespace Steward.Stages.Testing.Results.Reading;

/// <summary>
/// Reads durations as reports write them: <c>1.5</c>, <c>0,25</c>, <c>1,234.567</c>, <c>1.234,567</c>, <c>1 234,5</c>, <c>1e-05</c>,
/// <c>00:00:01.5</c>. What cannot be read, is negative or is not a number counts as 0.
/// </summary>
public static class ReportDuration
{
    // A hundred years: longer ones are nonsense, and sums must stay finite.
    internal const double MaxSeconds = 100.0 * 366 * 24 * 3600;

    /// <summary>Seconds of a text.</summary>
    public static double Seconds(string? text)
    {
        if (text is null or { Length: 0 or > 64 }) return 0;
        var trimmed = text.Trim().TrimEnd('s');
        if (trimmed.Contains(':', StringComparison.Ordinal))
            return TimeSpan.TryParse(trimmed, CultureInfo.InvariantCulture, out var span) ? Sensible(span.TotalSeconds) : 0;
        var plain = WithoutGroups(trimmed);
        return double.TryParse(plain, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) ? Sensible(seconds) : 0;
    }

    /// <summary>Seconds of a number of milliseconds.</summary>
    public static double OfMilliseconds(double milliseconds) => Sensible(milliseconds / 1000);

    // The last separator is the decimal one, unless it appears several times; a single comma alone is a decimal comma.
    private static string WithoutGroups(string text)
    {
        var digits = string.Concat(text.Where(c => c is not (' ' or '\u00a0' or '\u202f' or '\'' or '_')));
        var comma = digits.LastIndexOf(',');
        var dot = digits.LastIndexOf('.');
        if (comma < 0) return digits.IndexOf('.') == dot ? digits : digits.Replace(".", "", StringComparison.Ordinal);
        if (dot > comma) return digits.Replace(",", "", StringComparison.Ordinal);
        if (dot < 0 && digits.IndexOf(',') != comma) return digits.Replace(",", "", StringComparison.Ordinal);
        return digits.Replace(".", "", StringComparison.Ordinal).Replace(',', '.');
    }

    private static double Sensible(double seconds) => double.IsFinite(seconds) && seconds > 0 ? Math.Min(seconds, MaxSeconds) : 0;
}
