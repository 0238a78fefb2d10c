using System.Globalization;
using Steward.Policy;
using Steward.Stages.Development.Backups.Plans;

namespace Steward.Stages.Development.Backups;

/// <summary>Where less must be backed up, more rarely, or drilled more rarely.</summary>
public sealed class BackupsWeakening() : PolicyWeakening(BackupsPolicy.Section.Path)
{
    /// <inheritdoc/>
    public override IEnumerable<RuleChange> Of(Policy.Policy before, Policy.Policy now)
    {
        var (was, current) = (before.Get(BackupsPolicy.Section).Plans, now.Get(BackupsPolicy.Section).Plans.ToDictionary(p => p.Name, StringComparer.Ordinal));
        foreach (var plan in was)
        {
            if (!current.TryGetValue(plan.Name, out var same)) yield return Changed($"plans.{plan.Name}", "there", "gone");
            else foreach (var change in Of(plan, same)) yield return change;
        }
    }

    private IEnumerable<RuleChange> Of(BackupPlan was, BackupPlan now)
    {
        var at = $"plans.{now.Name}";
        foreach (var change in Shrunk($"{at}.what.paths", was.What.Paths, now.What.Paths)) yield return change;
        foreach (var change in Grown($"{at}.what.exclude", was.What.Exclude, now.What.Exclude)) yield return change;
        if (was.What.Kind != now.What.Kind) yield return Changed($"{at}.what.kind", was.What.Kind, now.What.Kind);
        if (now.Ages.Backup > was.Ages.Backup) yield return Changed($"{at}.maxAge", Text(was.Ages.Backup), Text(now.Ages.Backup));
        if (now.Ages.Drill > was.Ages.Drill) yield return Changed($"{at}.drill", Text(was.Ages.Drill), Text(now.Ages.Drill));
    }

    private static string Text(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalHours:0.#}h");
}
