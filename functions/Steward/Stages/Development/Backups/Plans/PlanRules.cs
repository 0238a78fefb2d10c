namespace Steward.Stages.Development.Backups.Plans;

/// <summary>What a shape cannot say of a plan.</summary>
public static class PlanRules
{
    private static readonly string[] Secrets = ["password", "secret", "token", "passphrase"];

    /// <summary>What is wrong with a plan, each with the keys that it stands at: <c>when.zone</c>.</summary>
    public static IEnumerable<(string Key, string Problem)> Of(BackupPlan plan)
    {
        var (what, patience) = (plan.What, plan.Patience);
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(plan.When.Zone, out _)) yield return ("when.zone", $"There is no time zone '{plan.When.Zone}'. Write one of the IANA names, such as Europe/Berlin.");
        if (plan.Runner == BackupPlan.Cloud && !SubjectKinds.OfCloud.Contains(what.Kind))
            yield return ("by", $"Steward itself cannot reach what is of the kind {what.Kind}: it backs up {string.Join(", ", SubjectKinds.OfCloud)}. Name an agent.");
        if (what.Kind == SubjectKinds.Workplace && what.Person is null) yield return ("what.person", "A working environment is somebody's: say whose, as github:login.");
        if (what.Person is not null && what.Kind != SubjectKinds.Workplace) yield return ("what.person", "Only a working environment has a person.");
        if (patience.Missed <= patience.Late) yield return ("alert.missed", "What is missed is late before: 'missed' must be longer than 'late'.");
        foreach (var name in what.Settings.Keys.Where(IsSecret)) yield return ($"what.settings.{name}", $"'{name}' looks like a secret: put it into a file on the runner and name that with {name}File.");
    }

    private static bool IsSecret(string name) =>
        !name.EndsWith("File", StringComparison.Ordinal) && Secrets.Any(w => name.Contains(w, StringComparison.OrdinalIgnoreCase));
}
