namespace Steward.Stages.Development.Backups.Plans;

/// <summary>What is backed up, where to, by whom, and when; and how soon somebody has to hear of it when it is not.</summary>
/// <param name="Name">Its name, unique in its file.</param>
/// <param name="What">What is backed up.</param>
/// <param name="Vault">The vault, by the name that its runner knows it by.</param>
/// <param name="Runner">The agent that runs it, or <see cref="Cloud"/>.</param>
/// <param name="When">When.</param>
public sealed record BackupPlan(string Name, BackupSubject What, string Vault, string Runner, BackupTimes When)
{
    /// <summary>The runner that is Steward itself.</summary>
    public const string Cloud = "cloud";

    /// <summary>What is kept when snapshots are forgotten.</summary>
    public Retention Keep { get; init; } = Retention.Default;

    /// <summary>How old the newest backup may be, and the newest drill.</summary>
    public BackupAges Ages { get; init; } = BackupAges.Default;

    /// <summary>How long things may take before they are named.</summary>
    public BackupPatience Patience { get; init; } = BackupPatience.Default;
}

/// <summary>What is backed up.</summary>
/// <param name="Kind">One of <see cref="SubjectKinds"/>.</param>
/// <param name="Paths">Folders, files, containers or addresses, as the kind understands them.</param>
/// <param name="Exclude">What is left out, by the rules of .gitignore.</param>
/// <param name="Settings">What else the kind asks for, such as host and database; never secrets: those lie in files on the runner.</param>
/// <param name="Person">Whose working environment it is, as <c>github:login</c>; null: nobody's.</param>
public sealed record BackupSubject(
    string Kind, IReadOnlyList<string> Paths, IReadOnlyList<string> Exclude, IReadOnlyDictionary<string, string> Settings, string? Person)
{
    /// <summary>True when a path lies in the home folder of the person whose working environment this is: there alone may restores go that nobody approves.</summary>
    public bool IsInHome(string? target) => Person is not null && target is not null && Paths is [var home] && home.TrimEnd('/', '\\') is { Length: > 0 } folder
        && target.Length > folder.Length + 1 && target.StartsWith(folder, StringComparison.Ordinal) && target[folder.Length] is '/' or '\\' && !target.Split('/', '\\').Contains("..", StringComparer.Ordinal);
}

/// <summary>The kinds of what is backed up.</summary>
public static class SubjectKinds
{
    /// <summary>A repository with all its refs; without a path the product's own.</summary>
    public const string Git = "git";

    /// <summary>Folders and files.</summary>
    public const string Folder = "folder";

    /// <summary>Steward's own state: its tables and blob containers.</summary>
    public const string Steward = "steward";

    /// <summary>Databases of a PostgreSQL server.</summary>
    public const string Postgres = "postgres";

    /// <summary>Databases of a MySQL or MariaDB server.</summary>
    public const string MySql = "mysql";

    /// <summary>A SQLite database.</summary>
    public const string Sqlite = "sqlite";

    /// <summary>Somebody's working environment.</summary>
    public const string Workplace = "workplace";

    /// <summary>The output of a command.</summary>
    public const string Command = "command";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Folder, Git, Postgres, MySql, Sqlite, Steward, Workplace, Command];

    /// <summary>Those that Steward itself can reach.</summary>
    public static IReadOnlyList<string> OfCloud { get; } = [Git, Steward];
}

/// <summary>When a plan is due.</summary>
/// <param name="Cron">Five fields.</param>
/// <param name="Zone">The time zone that they are in: <c>Europe/Berlin</c>.</param>
/// <param name="Jitter">Up to how long after these times it is due: always the same for one plan, so that plans of one time spread.</param>
/// <param name="AtOnce">Whether a plan without any backup is due as soon as it is known.</param>
public sealed record BackupTimes(string Cron, string Zone, TimeSpan Jitter, bool AtOnce);

/// <summary>How many snapshots are kept; of each period the newest.</summary>
/// <param name="Last">The newest.</param>
/// <param name="Daily">Days.</param>
/// <param name="Weekly">Weeks.</param>
/// <param name="Monthly">Months.</param>
/// <param name="Yearly">Years.</param>
public sealed record Retention(int Last, int Daily, int Weekly, int Monthly, int Yearly)
{
    /// <summary>Three, seven days, five weeks, twelve months.</summary>
    public static Retention Default { get; } = new(3, 7, 5, 12, 0);
}

/// <summary>How old the newest may be.</summary>
/// <param name="Backup">The newest successful backup.</param>
/// <param name="Drill">The newest drill: its period. Drills are ordered somewhat before it is over.</param>
public sealed record BackupAges(TimeSpan Backup, TimeSpan Drill)
{
    /// <summary>Two days, thirty days.</summary>
    public static BackupAges Default { get; } = new(TimeSpan.FromDays(2), TimeSpan.FromDays(30));
}

/// <summary>How long is waited before something is named.</summary>
/// <param name="Late">After its due time without a runner: late.</param>
/// <param name="Missed">After its due time without a runner: missed, and given up.</param>
/// <param name="Stuck">Without progress: stuck.</param>
/// <param name="Timeout">After its begin: failed.</param>
public sealed record BackupPatience(TimeSpan Late, TimeSpan Missed, TimeSpan Stuck, TimeSpan Timeout)
{
    /// <summary>An hour, twelve hours, half an hour, eight hours.</summary>
    public static BackupPatience Default { get; } = new(TimeSpan.FromHours(1), TimeSpan.FromHours(12), TimeSpan.FromMinutes(30), TimeSpan.FromHours(8));
}
