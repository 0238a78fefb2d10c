using System.Buffers;
using System.Globalization;
using Steward.Kernel;

namespace Steward.Stages.Development.Snapshots;

/// <summary>The names of snapshots: a time, UTC, so that they sort by age, and what they were taken for: <c>20261123T020000Z</c>, <c>20261123T091512Z-3f2a9c01</c>.</summary>
public static class SnapshotStamp
{
    private const string Form = "yyyyMMdd'T'HHmmss'Z'";
    private const int Time = 16;
    private const int MaxOccasion = 40;
    private static readonly SearchValues<char> Letters = SearchValues.Create("0123456789abcdefghijklmnopqrstuvwxyz");

    /// <summary>The stamp of a time, to the second; <paramref name="occasion"/> tells snapshots of one second apart.</summary>
    public static string Of(DateTimeOffset time, string? occasion = null)
    {
        var stamp = time.UtcDateTime.ToString(Form, CultureInfo.InvariantCulture);
        return occasion is null ? stamp : $"{stamp}-{occasion}";
    }

    /// <summary>The stamp as it is; Invalid when it cannot be one. It becomes part of blob names.</summary>
    public static string Check(string stamp) => IsTime(stamp) && IsOccasion(stamp.AsSpan(Time))
        ? stamp
        : throw StewardException.Invalid($"'{Texts.Clip(stamp, 60)}' is not the stamp of a snapshot, such as 20261123T020000Z. 'steward snapshots list' shows them.");

    private static bool IsTime(string stamp) =>
        stamp.Length >= Time && DateTime.TryParseExact(stamp.AsSpan(0, Time), Form, CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    private static bool IsOccasion(ReadOnlySpan<char> rest) =>
        rest.IsEmpty || (rest[0] == '-' && rest.Length is > 1 and <= MaxOccasion && !rest[1..].ContainsAnyExcept(Letters));
}
