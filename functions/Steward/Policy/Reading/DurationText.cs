using System.Globalization;

namespace Steward.Policy.Reading;

/// <summary>Lengths of time as people write them in a policy: <c>90s</c>, <c>30m</c>, <c>2h</c>, <c>7d</c>.</summary>
internal static class DurationText
{
    /// <summary>The form, for the schema.</summary>
    public const string Pattern = "[0-9]{1,9}[smhd]";

    /// <summary>Reads a length of time; null when it is none.</summary>
    public static TimeSpan? Parse(string text)
    {
        if (text.Length is < 2 or > 10 || text.AsSpan(0, text.Length - 1).ContainsAnyExceptInRange('0', '9')) return null;
        var number = long.Parse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture);
        return UnitSeconds(text[^1]) is { } seconds ? TimeSpan.FromSeconds(number * seconds) : null;
    }

    /// <summary>Writes a length of time in the largest unit that is exact.</summary>
    public static string Write(TimeSpan duration)
    {
        var seconds = (long)duration.TotalSeconds;
        var unit = "dhms".First(u => seconds % UnitSeconds(u)!.Value == 0);
        return $"{seconds / UnitSeconds(unit)}{unit}";
    }

    private static long? UnitSeconds(char unit) => unit switch { 's' => 1, 'm' => 60, 'h' => 3600, 'd' => 86400, _ => null };
}
