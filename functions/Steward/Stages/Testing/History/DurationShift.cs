namespace Steward.Stages.Testing.History;

/// <summary>How the newest duration of a test compares with those before it.</summary>
/// <param name="Newest">The newest, in seconds.</param>
/// <param name="Median">The median of those before.</param>
/// <param name="Spread">How much they vary: 1.4826 times their median absolute deviation, which is the standard deviation where they are normally distributed.</param>
/// <param name="Runs">How many they are.</param>
/// <param name="IsRegression">True when the newest is longer than chance explains, by at least half a second and three tenths.</param>
public sealed record DurationShift(double Newest, double Median, double Spread, int Runs, bool IsRegression)
{
    /// <summary>The most durations that are compared with.</summary>
    public const int Window = 30;

    /// <summary>The least durations that are compared with.</summary>
    public const int LeastRuns = 5;

    /// <summary>The least seconds of a regression.</summary>
    public const double LeastSeconds = 0.5;

    private const double LeastShare = 0.3;
    private const double Spreads = 5;

    // https://en.wikipedia.org/wiki/Median_absolute_deviation: consistent with the standard deviation of a normal distribution.
    private const double Consistency = 1.4826;

    /// <summary>Of durations, newest first; null when there are too few. Median and MAD let single slow runs of the past count for little.</summary>
    public static DurationShift? Of(IReadOnlyList<double> newestFirst)
    {
        if (newestFirst.Count <= LeastRuns) return null;
        var before = newestFirst.Skip(1).Take(Window).ToList();
        var median = MedianOf(before);
        var spread = Consistency * MedianOf([.. before.Select(d => Math.Abs(d - median))]);
        var longer = newestFirst[0] - median;
        var isRegression = longer >= LeastSeconds && longer >= LeastShare * median && longer > Spreads * spread;
        return new DurationShift(newestFirst[0], Math.Round(median, 4), Math.Round(spread, 4), before.Count, isRegression);
    }

    /// <summary>Of a test's results, newest first: of each commit its longest passed run.</summary>
    public static DurationShift? Of(IEnumerable<TimelineEntry> newestFirst) => Of([.. newestFirst
        .Where(e => CommitOutcome.Counts(e) && !e.Result.IsBad && e.Result.Seconds > 0)
        .GroupBy(e => e.Run.Commit).Take(Window + 1).Select(c => c.Max(e => e.Result.Seconds))]);

    /// <summary>The median of some values; of none 0.</summary>
    public static double MedianOf(IReadOnlyList<double> values)
    {
        if (values.Count == 0) return 0;
        var sorted = values.Order().ToList();
        var middle = sorted.Count / 2;
        return sorted.Count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
