using System.Globalization;
using Steward.Kernel;
using Steward.Vault.Snapshots;

namespace Steward.Vault.Maintenance;

/// <summary>Which snapshots are kept. Days, weeks (ISO 8601), months and years are those of the clock of the machine that was backed up; of each the newest is kept.</summary>
public sealed record ForgetPolicy
{
    /// <summary>So many of the newest.</summary>
    public int Last { get; init; }

    /// <summary>One for each of so many days that have one.</summary>
    public int Daily { get; init; }

    /// <summary>Likewise for weeks.</summary>
    public int Weekly { get; init; }

    /// <summary>Likewise for months.</summary>
    public int Monthly { get; init; }

    /// <summary>Likewise for years.</summary>
    public int Yearly { get; init; }

    /// <summary>All that have one of these tags.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>
    /// Decides, machine by machine, kind by kind and path by path: what is kept of one says nothing of another. Invalid for a policy that keeps nothing.
    /// </summary>
    /// <param name="snapshots">The snapshots that are meant.</param>
    public ForgetPlan Decide(IReadOnlyList<SnapshotReference> snapshots)
    {
        if (new[] { Last, Daily, Weekly, Monthly, Yearly }.Any(n => n < 0) || (Last + Daily + Weekly + Monthly + Yearly == 0 && Tags.Count == 0))
            throw StewardException.Invalid("The policy keeps nothing at all: give at least one of keep-last, keep-daily, keep-weekly, keep-monthly, keep-yearly and keep-tag.");
        var kept = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (var group in snapshots.GroupBy(s => (s.Snapshot.Host, s.Snapshot.Kind, string.Join('\0', s.Snapshot.Paths)))) Decide([.. group.OrderByDescending(s => s.Snapshot.Time)], kept);
        return new ForgetPlan(
            [.. snapshots.Where(s => kept.ContainsKey(s.Id)).Select(s => new KeptSnapshot(s, kept[s.Id]))], [.. snapshots.Where(s => !kept.ContainsKey(s.Id))]);
    }

    private void Decide(List<SnapshotReference> newestFirst, Dictionary<string, List<string>> kept)
    {
        Keep(newestFirst, kept, "last", Last, s => s.Id);
        Keep(newestFirst, kept, "daily", Daily, s => s.Snapshot.Time.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        Keep(newestFirst, kept, "weekly", Weekly, s => $"{ISOWeek.GetYear(s.Snapshot.Time.DateTime)}-{ISOWeek.GetWeekOfYear(s.Snapshot.Time.DateTime)}");
        Keep(newestFirst, kept, "monthly", Monthly, s => s.Snapshot.Time.ToString("yyyy-MM", CultureInfo.InvariantCulture));
        Keep(newestFirst, kept, "yearly", Yearly, s => s.Snapshot.Time.ToString("yyyy", CultureInfo.InvariantCulture));
        Keep(newestFirst.Where(s => s.Snapshot.Tags.Any(Tags.Contains)), kept, "tag", int.MaxValue, s => s.Id);
    }

    private static void Keep(IEnumerable<SnapshotReference> newestFirst, Dictionary<string, List<string>> kept, string why, int count, Func<SnapshotReference, string> period)
    {
        foreach (var snapshot in newestFirst.DistinctBy(period, StringComparer.Ordinal).Take(count))
        {
            if (!kept.TryGetValue(snapshot.Id, out var reasons)) kept.Add(snapshot.Id, reasons = []);
            reasons.Add(why);
        }
    }
}

/// <summary>What a policy comes to.</summary>
/// <param name="Kept">Kept, with the reasons.</param>
/// <param name="Forgotten">The others.</param>
public sealed record ForgetPlan(IReadOnlyList<KeptSnapshot> Kept, IReadOnlyList<SnapshotReference> Forgotten);

/// <summary>A snapshot that is kept.</summary>
/// <param name="Snapshot">The snapshot.</param>
/// <param name="Reasons"><c>last</c>, <c>daily</c>, <c>weekly</c>, <c>monthly</c>, <c>yearly</c>, <c>tag</c>.</param>
public sealed record KeptSnapshot(SnapshotReference Snapshot, IReadOnlyList<string> Reasons);
