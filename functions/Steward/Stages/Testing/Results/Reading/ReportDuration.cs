using System.Globalization;

namespace Steward.Stages.Testing.Results.Reading;

/// <summary>
/// Reads durations as reports write them: <c>1.5</c>, <c>0,25</c>, <c>1,234.567</c>, <c>1.234,567</c>, <c>1 234,5</c>, <c>1e-05</c>,
/// <c>00:00:01.5</c>. What is not there is 0; what is there and can be no duration is <see cref="None"/>.
/// </summary>
public static class ReportDuration
{
    // A hundred years: longer ones are nonsense, and sums must stay finite.
    internal const double MaxSeconds = 100.0 * 366 * 24 * 3600;

    /// <summary>What stands for a duration that is negative, infinite or no number. <see cref="ReportBuilder"/> counts it as 0, and says so.</summary>
    public const double None = double.NaN;

    private const int MaxText = 64;

    /// <summary>Seconds of a text; 0 of none.</summary>
    public static double Seconds(string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) return 0;
        if (text.Length > MaxText) return None;
        var trimmed = text.Trim().TrimEnd('s');
        if (trimmed.Contains(':', StringComparison.Ordinal))
            return TimeSpan.TryParse(trimmed, CultureInfo.InvariantCulture, out var span) ? Of(span.TotalSeconds) : None;
        var plain = WithoutGroups(trimmed);
        return double.TryParse(plain, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) ? Of(seconds) : None;
    }

    /// <summary>Seconds of a number of milliseconds.</summary>
    public static double OfMilliseconds(double milliseconds) => Of(milliseconds / 1000);

    /// <summary>A number of seconds, where it can be a duration.</summary>
    public static double Of(double seconds) => double.IsFinite(seconds) && seconds >= 0 ? Math.Min(seconds, MaxSeconds) : None;

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
}
