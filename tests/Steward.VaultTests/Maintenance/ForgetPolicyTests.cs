using Steward.Kernel;
using Steward.Vault.Maintenance;
using Steward.Vault.Snapshots;
using Xunit;

namespace Steward.VaultTests.Maintenance;

public sealed class ForgetPolicyTests
{
    private static readonly DateTimeOffset Newest = new(2026, 3, 31, 22, 0, 0, TimeSpan.FromHours(2));

    [Fact]
    public void Of_each_period_the_newest_is_kept_machine_by_machine()
    {
        var all = Enumerable.Range(0, 400).SelectMany(n => new[] { Made($"a{n}", "web1", n), Made($"b{n}", "db1", n) }).ToList();
        var plan = new ForgetPolicy { Daily = 7, Weekly = 4, Monthly = 6, Yearly = 2 }.Decide(all);
        foreach (var host in new[] { "web1", "db1" })
        {
            var kept = plan.Kept.Where(k => k.Snapshot.Snapshot.Host == host).ToList();
            Assert.Equal((7, 4, 6, 2), (Count(kept, "daily"), Count(kept, "weekly"), Count(kept, "monthly"), Count(kept, "yearly")));
            Assert.Contains(kept, k => k.Snapshot.Snapshot.Time == Newest);
        }

        Assert.Equal(all.Count, plan.Kept.Count + plan.Forgotten.Count);
    }

    [Fact]
    public void Tags_keep_and_the_last_are_counted()
    {
        var plan = new ForgetPolicy { Last = 2, Tags = ["release"] }.Decide([Made("1", "h", 0), Made("2", "h", 1), Made("3", "h", 2), Made("4", "h", 3, "release")]);
        Assert.Equal(["1", "2", "4"], plan.Kept.Select(k => k.Snapshot.Id));
        Assert.Equal("3", Assert.Single(plan.Forgotten).Id);
    }

    [Fact]
    public void A_policy_that_keeps_nothing_is_refused() =>
        Assert.Equal(FailureKind.Invalid, Assert.Throws<StewardException>(() => new ForgetPolicy().Decide([])).Kind);

    private static int Count(List<KeptSnapshot> kept, string reason) => kept.Count(k => k.Reasons.Contains(reason));

    private static SnapshotReference Made(string id, string host, int daysAgo, params string[] tags) => new(id, new Snapshot
    {
        Time = Newest.AddDays(-daysAgo), Ended = Newest.AddDays(-daysAgo), Host = host, Kind = "folder", Paths = ["/srv"], Tags = tags, Listing = [], Totals = new SnapshotTotals(0, 0, 0, 0, 0),
    });
}
