using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Steward.Stages.Development.Backups.Plans;

/// <summary>The due times of a plan: its cron, moved by its own share of the jitter.</summary>
/// <param name="calendar">Reads crons.</param>
public sealed class PlanTimes(IBackupCalendar calendar)
{
    /// <summary>The newest due time after one and not after another; null: none.</summary>
    public DateTimeOffset? Newest(PlanKey key, BackupTimes times, DateTimeOffset after, DateTimeOffset notAfter)
    {
        var offset = OffsetOf(key, times.Jitter);
        return calendar.Newest(times, after - offset, notAfter - offset) + offset;
    }

    /// <summary>The next due time after one; null: none.</summary>
    public DateTimeOffset? Next(PlanKey key, BackupTimes times, DateTimeOffset after)
    {
        var offset = OffsetOf(key, times.Jitter);
        return calendar.Next(times, after - offset) + offset;
    }

    /// <summary>What is wrong with times; null: nothing.</summary>
    public string? ProblemOf(BackupTimes times) => calendar.ProblemOf(times);

    /// <summary>A plan's share of the jitter: in whole seconds, from 0 to below it, by its name; no clock and no chance are in it.</summary>
    public static TimeSpan OffsetOf(PlanKey key, TimeSpan jitter)
    {
        var seconds = (ulong)jitter.TotalSeconds;
        return seconds == 0 ? TimeSpan.Zero : TimeSpan.FromSeconds(BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(key.ToString()))) % seconds);
    }
}
