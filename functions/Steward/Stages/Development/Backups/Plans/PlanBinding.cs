using Steward.Policy;

namespace Steward.Stages.Development.Backups.Plans;

/// <summary>Makes plans of values that fit their shape.</summary>
internal static class PlanBinding
{
    private static readonly TimeSpan DefaultJitter = TimeSpan.FromMinutes(10);

    public static IReadOnlyList<BackupPlan> Plans(PolicyNode plans) => [.. plans.Entries.Select(e => Plan(e.Key, e.Value))];

    private static BackupPlan Plan(string name, PolicyNode node) =>
        new(name, What(node["what"]), node.Text("vault"), node.TextOrNull("by") ?? BackupPlan.Cloud, Times(node["when"]))
        {
            Keep = Keep(node["keep"]),
            Ages = new BackupAges(node.Duration("maxAge", BackupAges.Default.Backup), node.Duration("drill", BackupAges.Default.Drill)),
            Patience = Patience(node["alert"], node),
        };

    private static BackupSubject What(PolicyNode node) =>
        new(node.Text("kind"), node.TextList("paths"), node.TextList("exclude"), node.TextMap("settings"), node.TextOrNull("person")?.ToLowerInvariant());

    private static BackupTimes Times(PolicyNode node) =>
        new(node.Text("cron"), node.TextOrNull("zone") ?? "UTC", node.Duration("jitter", DefaultJitter), node.Flag("atOnce", false));

    private static Retention Keep(PolicyNode node)
    {
        var usual = Retention.Default;
        return new Retention(Number("last", usual.Last), Number("daily", usual.Daily), Number("weekly", usual.Weekly), Number("monthly", usual.Monthly), Number("yearly", usual.Yearly));

        int Number(string key, int fallback) => (int)node.Number(key, fallback);
    }

    private static BackupPatience Patience(PolicyNode alert, PolicyNode plan)
    {
        var usual = BackupPatience.Default;
        return new BackupPatience(alert.Duration("late", usual.Late), alert.Duration("missed", usual.Missed), alert.Duration("stuck", usual.Stuck), plan.Duration("timeout", usual.Timeout));
    }
}
