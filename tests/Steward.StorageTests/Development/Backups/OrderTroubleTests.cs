using System.Net;
using Steward.Access;
using Steward.Stages.Development.Backups;
using Steward.Stages.Development.Backups.Orders;
using Steward.Stages.Development.Backups.Running;
using Steward.Stages.Development.Backups.Showing;
using Steward.TestKit.Web;
using Xunit;

namespace Steward.StorageTests.Development.Backups;

/// <summary>Orders that go wrong: late, missed, stuck, failed, a dying agent, two agents of one name, the wrong token.</summary>
public sealed class OrderTroubleTests
{
    private static readonly TimeSpan ToDue = TimeSpan.FromMinutes(31);

    [Fact]
    public async Task Nobody_comes_late_then_missed_each_told_once_and_to_the_log()
    {
        await using var world = await BackupWorld.StartAsync();
        await world.LookAsync();
        await world.LookAsync(ToDue);
        for (var i = 0; i < 3; i++) await world.LookAsync(TimeSpan.FromHours(1));
        Assert.Single(await world.EvidenceAsync(kind: BackupEvidence.Late), e => Plan(e) == "servers:db");
        await SeenAsync(world, "The agent db1 has never come for an order of this plan: look whether 'steward agent run --name db1' runs", "backup.late: servers:db");
        for (var i = 0; i < 3; i++) await world.LookAsync(TimeSpan.FromHours(4));
        var missed = Assert.Single(await world.EvidenceAsync(kind: BackupEvidence.Missed), e => Plan(e) == "servers:db");
        Assert.Equal("servers:db was due at 2026-11-23 10:00 UTC and db1 did not come for it.", missed.Summary);
        await SeenAsync(world, "db1 did not come for it in 12 hours.", "backup.missed: servers:db");
        await SeenAsync(world, "The agent db1 has never come", "backup.missed: servers:db");
        Assert.Equal((PlanState.Failed, 0), ((await world.PlanAsync("servers:db")).State, (await world.PlanAsync("servers:db")).Orders.Count));
        Assert.Equal(2, world.Web.Logs.Lines.Count(l => l.Contains("servers:db", StringComparison.Ordinal)));
        using var agent = await world.AgentAsync("db1");
        await agent.ClaimAsync((string)missed.Details!["order"]!, "instance-1").ProblemAsync(HttpStatusCode.Conflict);
        await world.LookAsync(TimeSpan.FromHours(10));
        Assert.Equal(24, (await agent.OneAsync()).DueAt.Day);
    }

    [Fact]
    public async Task A_run_without_progress_is_stuck_told_once_and_goes_on_and_one_that_takes_too_long_fails()
    {
        await using var world = await BackupWorld.StartAsync();
        using var agent = await world.AgentAsync("db1");
        var (order, fence) = await RunningAsync(world, agent);
        for (var i = 0; i < 10; i++)
        {
            world.Web.Clock.Advance(TimeSpan.FromMinutes(5));
            await agent.ProgressAsync(order.Id, fence, 10).OkAsync<object>();
            await world.LookAsync();
        }

        Assert.Single(await world.EvidenceAsync(kind: BackupEvidence.Stuck));
        await SeenAsync(world, "The backup of 2026-11-23 10:00 UTC makes no progress on db1 since", "backup.stuck: servers:db");
        Assert.True(Assert.Single((await world.PlanAsync("servers:db")).Orders).IsStuck);
        await agent.ProgressAsync(order.Id, fence, 20).OkAsync<object>();
        world.Web.Clock.Advance(TimeSpan.FromMinutes(1));
        await agent.ProgressAsync(order.Id, fence, 30).OkAsync<object>();
        Assert.False(Assert.Single((await world.PlanAsync("servers:db")).Orders).IsStuck);

        for (var i = 0; i < 50; i++)
        {
            world.Web.Clock.Advance(TimeSpan.FromMinutes(4));
            if ((await agent.ProgressAsync(order.Id, fence, 40 + i)).StatusCode == HttpStatusCode.Conflict) break;
            await world.LookAsync();
        }

        Assert.Equal("It took longer than 4 hours.", (await world.PlanAsync("servers:db")).Reason);
        Assert.Single(await world.EvidenceAsync(kind: BackupEvidence.Failed));
        await SeenAsync(world, "It took longer than 4 hours.", "backup.failed: servers:db");
        await agent.ReportAsync(order.Id, fence).ProblemAsync(HttpStatusCode.Conflict);
        Assert.Empty(await world.EvidenceAsync(kind: BackupEvidence.Taken));
    }

    [Fact]
    public async Task A_dead_agents_order_goes_back_once_and_its_own_late_word_is_refused()
    {
        await using var world = await BackupWorld.StartAsync();
        using var agent = await world.AgentAsync("db1");
        var (order, dead) = await RunningAsync(world, agent);
        await world.LookAsync(TimeSpan.FromMinutes(10));
        Assert.Null((await agent.OneAsync()).ClaimedBy);
        await agent.ProgressAsync(order.Id, dead, 10).ProblemAsync(HttpStatusCode.Conflict);
        await agent.ReportAsync(order.Id, dead).ProblemAsync(HttpStatusCode.Conflict);
        var second = await agent.ClaimedAsync(order.Id, "instance-2");
        Assert.Equal(2, second.Attempt);
        await agent.ReportAsync(order.Id, dead).ProblemAsync(HttpStatusCode.Conflict);
        await world.LookAsync(TimeSpan.FromMinutes(10));
        var run = Assert.Single((await world.PlanAsync("servers:db")).Runs);
        Assert.Equal((RunOutcome.Failed, "db1 was not heard of for 10 minutes while it ran, at attempt 2."), (run.Outcome, run.Problem));
    }

    [Fact]
    public async Task Of_two_programs_of_one_name_one_has_the_order_also_when_many_ask_at_once()
    {
        await using var world = await BackupWorld.StartAsync();
        using var agent = await world.AgentAsync("db1");
        await world.LookAsync();
        await world.LookAsync(ToDue);
        var order = await agent.OneAsync();
        var answers = await Task.WhenAll(Enumerable.Range(1, 8).Select(i => agent.ClaimAsync(order.Id, $"instance-{i}")));
        Assert.Equal((1, 7), (answers.Count(a => a.StatusCode == HttpStatusCode.OK), answers.Count(a => a.StatusCode == HttpStatusCode.Conflict)));
        var winner = (await agent.OneAsync()).ClaimedBy!;
        Assert.Equal(1, (await agent.ClaimedAsync(order.Id, winner)).Attempt);
        await agent.ReportAsync(order.Id, new OrderFence("instance-x", 1)).ProblemAsync(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task A_report_that_is_said_again_changes_nothing_and_another_one_is_refused()
    {
        await using var world = await BackupWorld.StartAsync();
        using var agent = await world.AgentAsync("db1");
        var (order, fence) = await RunningAsync(world, agent);
        for (var i = 0; i < 3; i++) await agent.ReportAsync(order.Id, fence).OkAsync<object>();
        Assert.Single(await world.EvidenceAsync(kind: BackupEvidence.Taken));
        await agent.ReportAsync(order.Id, fence with { Instance = "instance-9" }, "no").ProblemAsync(HttpStatusCode.Conflict);
        await agent.PostJsonAsync($"/api/backups/orders/{order.Id}/report", new OrderReport(fence, true, "short", null, null)).ProblemAsync(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task An_agent_sees_its_own_orders_only_and_a_token_for_none_sees_nothing()
    {
        await using var world = await BackupWorld.StartAsync();
        await world.LookAsync();
        await world.LookAsync(ToDue);
        using var db = await world.AgentAsync("db1");
        using var web = await world.AgentAsync("web1");
        using var admin = await world.Web.ClientAsync(AccessLevel.Administer);
        using var nobody = await world.Web.ClientAsync();
        var order = await db.OneAsync();
        Assert.Equal("servers:home", (await web.OneAsync()).Plan.ToString());
        await web.ClaimAsync(order.Id, "instance-1").ProblemAsync(HttpStatusCode.NotFound);
        await web.ReportAsync(order.Id, new OrderFence("instance-1", 1)).ProblemAsync(HttpStatusCode.NotFound);
        await admin.GetAsync("/api/backups/orders").ProblemAsync(HttpStatusCode.Forbidden);
        await nobody.GetAsync("/api/backups/orders").ProblemAsync(HttpStatusCode.Unauthorized);
        foreach (var path in new[] { "/api/backups", "/api/products", "/api/backups/restores" }) await db.GetAsync(path).ProblemAsync(HttpStatusCode.Forbidden);
        Assert.Contains("backups:agent/NAME", await admin.PostJsonAsync("/api/tokens", new { Name = "x", Level = "Upload", Scopes = new[] { "backups:agent/Not A Name" } }).ProblemAsync(HttpStatusCode.BadRequest), StringComparison.Ordinal);
    }

    private static async Task<(AgentOrder Order, OrderFence Fence)> RunningAsync(BackupWorld world, HttpClient agent)
    {
        await world.LookAsync();
        await world.LookAsync(ToDue);
        var order = await agent.OneAsync();
        return (order, await agent.ClaimedAsync(order.Id));
    }

    // On the page, in what 'steward backups' shows, and in the log; the evidence is looked at beside it.
    private static async Task SeenAsync(BackupWorld world, string sentence, string logged)
    {
        using var reader = await world.Web.ClientAsync(AccessLevel.Read);
        Assert.Contains(sentence, WebUtility.HtmlDecode(await reader.GetStringAsync("/backups")), StringComparison.Ordinal);
        var plan = (await reader.GetAsync("/api/backups").OkAsync<BackupReport>()).Plans.Single(p => p.Plan.ToString() == "servers:db");
        Assert.Contains(plan.Warnings.Append(plan.Reason), s => s.Contains(sentence, StringComparison.Ordinal));
        Assert.Single(world.Web.Logs.Lines, l => l.Contains(logged, StringComparison.Ordinal));
    }

    private static string? Plan(Steward.Ledger.Evidence evidence) => (string?)evidence.Details!["plan"];
}
