using Steward.Hosting.Backups;
using Steward.Kernel;
using Steward.Stages.Development.Backups.Plans;
using Xunit;

namespace Steward.StorageTests.Development.Backups;

public sealed class PlanTimesTests
{
    private static readonly PlanTimes Times = new(new CronCalendar());
    private static readonly PlanKey Key = PlanKey.Parse("acme/shop:nightly");

    [Fact]
    public void Jitter_is_the_same_for_one_plan_spreads_plans_and_moves_every_due_time()
    {
        var hour = TimeSpan.FromHours(1);
        var offsets = Enumerable.Range(0, 500).Select(i => PlanTimes.OffsetOf(PlanKey.OfServers($"p{i}"), hour)).ToList();
        Assert.All(offsets, o => Assert.InRange(o, TimeSpan.Zero, hour - TimeSpan.FromSeconds(1)));
        Assert.InRange(offsets.Average(o => o.TotalMinutes), 26, 34);
        Assert.True(offsets.Distinct().Count() > 400);
        var times = new BackupTimes("0 2 * * *", "UTC", hour, false);
        var due = Times.Next(Key, times, At("2026-11-23T12:00Z"))!.Value;
        Assert.Equal(At("2026-11-24T02:00Z") + PlanTimes.OffsetOf(Key, hour), due);
        Assert.Equal(due, Times.Newest(Key, times, At("2026-11-23T12:00Z"), due));
        Assert.Null(Times.Newest(Key, times, due, due + TimeSpan.FromHours(23)));
    }

    [Theory]
    [InlineData("2026-10-24T12:00Z", "2026-10-25T00:30Z")] // 02:30 in summer time, the first of two
    [InlineData("2026-03-28T12:00Z", "2026-03-29T01:00Z")] // 02:30 does not exist: at the moment that it is jumped over
    [InlineData("2026-11-23T12:00Z", "2026-11-24T01:30Z")]
    public void Times_are_those_of_the_zone_also_where_clocks_are_changed(string after, string due) =>
        Assert.Equal(At(due), Times.Next(Key, new BackupTimes("30 2 * * *", "Europe/Berlin", TimeSpan.Zero, false), At(after)));

    [Theory]
    [InlineData("0 0 31 2 *", "UTC", "never come")]
    [InlineData("0 0 * * *", "Mars/Base", "no time zone")]
    [InlineData("61 0 * * *", "UTC", "are no times")]
    [InlineData("0 0 * * *", "Europe/Berlin", null)]
    public void What_is_wrong_is_said(string cron, string zone, string? problem)
    {
        var said = Times.ProblemOf(new BackupTimes(cron, zone, TimeSpan.Zero, false));
        if (problem is null) Assert.Null(said);
        else Assert.Contains(problem, said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("servers:db1", true)]
    [InlineData("acme/shop:nightly", true)]
    [InlineData("acme:nightly", false)]
    [InlineData("servers:", false)]
    [InlineData("servers:Db", false)]
    [InlineData("a/b:c:d", false)]
    public void A_plan_is_named_by_its_file_and_its_name(string text, bool isOne)
    {
        Assert.Equal(isOne, PlanKey.TryParse(text, out var key));
        if (isOne) Assert.Equal(key, Json.Read<PlanKey>(Json.Write(key)));
    }

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
