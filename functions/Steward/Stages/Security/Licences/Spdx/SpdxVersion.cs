using System.Globalization;
using System.Text.RegularExpressions;

namespace Steward.Stages.Security.Licences.Spdx;

/// <summary>
/// The version inside a licence id, for "or later": <c>CC-BY-NC-2.5</c> is version 2.5 of the family <c>CC-BY-NC-</c>. A version has a dot,
/// so that the 2 of <c>BSD-2-Clause</c> is none; what stands behind it belongs to the family (<c>GFDL-1.2-invariants</c>).
/// </summary>
internal sealed partial record SpdxVersion(string Before, string After, int[] Numbers, string Letter)
{
    /// <summary>The version inside an id, or null when it has none.</summary>
    public static SpdxVersion? Of(string id)
    {
        var match = Pattern().Match(id);
        if (!match.Success) return null;
        var numbers = match.Groups["numbers"].Value.Split('.').Select(n => int.Parse(n, CultureInfo.InvariantCulture));
        return new SpdxVersion(match.Groups["before"].Value, match.Groups["after"].Value, [.. numbers], match.Groups["letter"].Value);
    }

    /// <summary>True for the same family at the same version or a later one.</summary>
    public bool IsAtLeast(SpdxVersion other) =>
        Before == other.Before && After == other.After && Compare(other) >= 0;

    private int Compare(SpdxVersion other)
    {
        for (var i = 0; i < Math.Max(Numbers.Length, other.Numbers.Length); i++)
        {
            var difference = At(Numbers, i).CompareTo(At(other.Numbers, i));
            if (difference != 0) return difference;
        }

        return string.CompareOrdinal(Letter, other.Letter);
    }

    private static int At(int[] numbers, int index) => index < numbers.Length ? numbers[index] : 0;

    [GeneratedRegex(@"^(?<before>[A-Za-z0-9-]*?-)(?<numbers>\d{1,4}(?:\.\d{1,4})+)(?<letter>[a-z]?)(?<after>(?:-.*)?)$", RegexOptions.None, 1000)]
    private static partial Regex Pattern();
}
