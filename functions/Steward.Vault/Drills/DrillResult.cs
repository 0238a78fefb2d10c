namespace Steward.Vault.Drills;

/// <summary>How a drill ended.</summary>
public enum DrillVerdict
{
    /// <summary>Everything was restored, and all that was compared is the same.</summary>
    Passed,

    /// <summary>Something could not be restored, or is not the same.</summary>
    Failed,

    /// <summary>It could not be found out: a program is missing, a server or the storage does not answer. Never a pass.</summary>
    Error,
}

/// <summary>What a drill came to: the record that says whether a backup counts.</summary>
public sealed record DrillResult
{
    /// <summary>The snapshot, 64 hexadecimal digits.</summary>
    public required string Snapshot { get; init; }

    /// <summary>Its kind.</summary>
    public required string Kind { get; init; }

    /// <summary>When the drill began.</summary>
    public required DateTimeOffset Began { get; init; }

    /// <summary>How long it took, in seconds.</summary>
    public required double DurationSeconds { get; init; }

    /// <summary>How it ended.</summary>
    public required DrillVerdict Verdict { get; init; }

    /// <summary>What was compared, in the order in which it was: "files", "rows of tables"...</summary>
    public required IReadOnlyList<DrillCount> Compared { get; init; }

    /// <summary>What is not the same, one sentence each; at most 100, then how many more there are.</summary>
    public required IReadOnlyList<string> Differences { get; init; }

    /// <summary>What is worth knowing and no difference.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Files that were restored.</summary>
    public long Files { get; init; }

    /// <summary>Their bytes.</summary>
    public long Bytes { get; init; }
}

/// <summary>How much of something was compared.</summary>
/// <param name="What">What, in the plural.</param>
/// <param name="Count">How many.</param>
public sealed record DrillCount(string What, long Count);
