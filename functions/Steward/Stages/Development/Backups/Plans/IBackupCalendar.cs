namespace Steward.Stages.Development.Backups.Plans;

/// <summary>Reads the times of plans. A port, because the core knows no library of crons.</summary>
public interface IBackupCalendar
{
    /// <summary>What is wrong with times, one sentence: no such time zone, a cron that never comes; null: nothing.</summary>
    string? ProblemOf(BackupTimes times);

    /// <summary>The newest time after one and not after another, jitter left out; null: none. Looks back forty days at most.</summary>
    DateTimeOffset? Newest(BackupTimes times, DateTimeOffset after, DateTimeOffset notAfter);

    /// <summary>The next time after one, jitter left out; null: none.</summary>
    DateTimeOffset? Next(BackupTimes times, DateTimeOffset after);
}
