using System.Globalization;
using Steward.Kernel;

namespace Steward.Cli.Commands;

/// <summary>Days as people write them.</summary>
internal static class Days
{
    /// <summary>The beginning of a day, UTC, or an exact time with its offset. Invalid for anything else.</summary>
    public static DateTimeOffset Read(string text)
    {
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return new DateTimeOffset(day, TimeOnly.MinValue, TimeSpan.Zero);
        return DateTimeOffset.TryParseExact(text, "yyyy-MM-dd'T'HH:mm:ssK", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time
            : throw StewardException.Invalid($"'{Texts.Clip(text, 40)}' is not a day. Write it as 2026-12-31, or as 2026-12-31T18:00:00Z.");
    }
}
