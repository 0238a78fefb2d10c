using Cronos;
using Steward.Kernel;
using Steward.Stages.Development.Backups.Plans;

namespace Steward.Hosting.Backups;

/// <summary>Reads the times of plans with Cronos: it knows what daylight saving time leaves out and brings twice.</summary>
public sealed class CronCalendar : IBackupCalendar
{
    private static readonly TimeSpan LongestLookBack = TimeSpan.FromDays(40);
    private static readonly DateTimeOffset SomeDay = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <inheritdoc/>
    public string? ProblemOf(BackupTimes times)
    {
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(times.Zone, out _)) return $"There is no time zone '{Texts.Clip(times.Zone, 60)}' on this machine.";
        try
        {
            return Next(times, SomeDay) is null ? $"The times '{Texts.Clip(times.Cron, 100)}' never come." : null;
        }
        catch (CronFormatException failure)
        {
            return $"'{Texts.Clip(times.Cron, 100)}' are no times: {failure.Message}";
        }
    }

    /// <inheritdoc/>
    public DateTimeOffset? Newest(BackupTimes times, DateTimeOffset after, DateTimeOffset notAfter)
    {
        var from = notAfter - after > LongestLookBack ? notAfter - LongestLookBack : after;
        if (from >= notAfter) return null;
        return Parse(times).GetOccurrences(from, notAfter, ZoneOf(times), fromInclusive: false, toInclusive: true).Select(o => (DateTimeOffset?)o.ToUniversalTime()).LastOrDefault();
    }

    /// <inheritdoc/>
    public DateTimeOffset? Next(BackupTimes times, DateTimeOffset after) => Parse(times).GetNextOccurrence(after, ZoneOf(times))?.ToUniversalTime();

    private static CronExpression Parse(BackupTimes times) => CronExpression.Parse(times.Cron);

    private static TimeZoneInfo ZoneOf(BackupTimes times) => TimeZoneInfo.FindSystemTimeZoneById(times.Zone);
}
