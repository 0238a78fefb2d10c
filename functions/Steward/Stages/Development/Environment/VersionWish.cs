using System.Globalization;

namespace Steward.Stages.Development.Environment;

/// <summary>What a wanted version means: exact, its first parts (<c>20</c> is met by <c>20.11.1</c>), or <c>&gt;=</c> the least.</summary>
public static class VersionWish
{
    /// <summary>True when a version meets the wish.</summary>
    public static bool IsMet(string wish, string version)
    {
        if (wish.StartsWith(">=", StringComparison.Ordinal)) return CompareParts(version, wish[2..].Trim()) >= 0;
        return version == wish || (version.StartsWith(wish, StringComparison.Ordinal) && version.Length > wish.Length && version[wish.Length] is ('.' or '-' or '+'));
    }

    // Part by part: numbers as numbers, anything else as text; a missing part is zero. A pre-release comes before its release.
    private static int CompareParts(string left, string right)
    {
        var (a, b) = (left.Split('.', '-', '+'), right.Split('.', '-', '+'));
        for (var i = 0; i < Math.Max(a.Length, b.Length); i++)
        {
            var order = ComparePart(i < a.Length ? a[i] : "0", i < b.Length ? b[i] : "0");
            if (order != 0) return order;
        }

        return 0;
    }

    private static int ComparePart(string a, string b)
    {
        var numbers = (long.TryParse(a, NumberStyles.None, CultureInfo.InvariantCulture, out var x), long.TryParse(b, NumberStyles.None, CultureInfo.InvariantCulture, out var y));
        return numbers switch
        {
            (true, true) => x.CompareTo(y),
            (true, false) => 1,
            (false, true) => -1,
            _ => string.CompareOrdinal(a, b),
        };
    }
}
