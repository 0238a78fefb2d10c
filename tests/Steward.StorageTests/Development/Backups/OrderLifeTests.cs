using System.Net;
using Steward.Access;
using Steward.Kernel;
using Steward.Ledger;
using Steward.Stages.Development.Backups;
using Steward.Stages.Development.Backups.Orders;
using Steward.Stages.Development.Backups.Plans;
using Steward.Stages.Development.Backups.Running;
using Steward.Stages.Development.Backups.Showing;
using Steward.TestKit.Web;
using Xunit;

namespace Steward.StorageTests.Development.Backups;

/// <summary>The life of an order from its due time to its evidence, through the timer's activity and HTTP.</summary>
public sealed class OrderLifeTests
{
    [Fact]
    public async Task What_is_due_is_ordered_once_run_by_its_agent_told_drilled_and_shown_as_proved()
    {
        await using var world = await BackupWorld.StartAsync();
        using var agent = await world.AgentAsync("db1");
        await world.LookAsync();
        Assert.Empty((await agent.OrdersAsync()).Orders);
        for (var i = 0; i < 3; i++) await world.LookAsync(TimeSpan.FromMinutes(11));
        var order = await agent.OneAsync();
        Assert.Equal((OrderKind.Backup, "servers:db", new DateTimeOffset(2026, 11, 23, 10, 0, 0, TimeSpan.Zero), "main"), (order.Kind, order.Plan.ToString(), order.DueAt, order.Vault));
        Assert.Equal(["/srv"], order.What.Paths);

        var fence = await agent.ClaimedAsync(order.Id);
        world.Web.Clock.Advance(TimeSpan.FromMinutes(1));
        await agent.ProgressAsync(order.Id, fence, 500).OkAsync<object>();
        Assert.Equal(500, Assert.Single((await world.PlanAsync("servers:db")).Orders).Claim!.Progress!.Bytes);
        await agent.ReportAsync(order.Id, fence).OkAsync<object>();
        var taken = Assert.Single(await world.EvidenceAsync(kind: BackupEvidence.Taken));
        Assert.Equal((EvidenceOutcome.Pass, "servers:db", AgentCalls.Snapshot, 1000L), (taken.Outcome, (string?)taken.Details!["plan"], (string?)taken.Details["snapshot"], (long)taken.Details["bytes"]!));
        Assert.Equal(PlanState.Unproved, (await world.PlanAsync("servers:db")).State);

        await world.LookAsync(TimeSpan.FromMinutes(5));
        var drill = await agent.OneAsync();
        Assert.Equal((OrderKind.Drill, AgentCalls.Snapshot), (drill.Kind, drill.Snapshot));
        await agent.ReportAsync(drill.Id, await agent.ClaimedAsync(drill.Id)).OkAsync<object>();
        Assert.Equal(EvidenceOutcome.Pass, Assert.Single(await world.EvidenceAsync(kind: BackupEvidence.Drilled)).Outcome);

        using var reader = await world.Web.ClientAsync(AccessLevel.Read);
        var plan = (await reader.GetAsync("/api/backups").OkAsync<BackupReport>()).Plans.Single(p => p.Plan.ToString() == "servers:db");
        Assert.Equal((PlanState.Proved, new DateTimeOffset(2026, 11, 24, 10, 0, 0, TimeSpan.Zero)), (plan.State, plan.NextDue));
        var page = WebUtility.HtmlDecode(await reader.GetStringAsync("/backups"));
        foreach (var text in new[] { "servers:db", "Proved", "The same", "1000 B", "aaaaaaaaaa", "acme/shop:state" }) Assert.Contains(text, page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_drill_comes_again_before_its_period_is_over_and_a_red_one_sooner()
    {
        await using var world = await BackupWorld.StartAsync();
        using var agent = await world.AgentAsync("db1");
        await world.LookAsync();
        await RunAsync(await Due(TimeSpan.FromHours(1)), null);
        await RunAsync(await Due(TimeSpan.FromMinutes(5)), "3 files differ");
        Assert.Equal(PlanState.Failed, (await world.PlanAsync("servers:db")).State);
        Assert.Equal(OrderKind.Backup, (await Due(TimeSpan.FromHours(23.5))).Kind);
        await RunAsync(await agent.OneAsync(), null);
        await RunAsync(await Due(TimeSpan.FromHours(1)), null);
        Assert.Equal(PlanState.Proved, (await world.PlanAsync("servers:db")).State);
        var next = (await world.PlanAsync("servers:db")).NextDrill!.Value - world.Now;
        Assert.Equal(TimeSpan.FromDays(4), next);

        async Task<AgentOrder> Due(TimeSpan after)
        {
            await world.LookAsync(after);
            return await agent.OneAsync();
        }

        async Task RunAsync(AgentOrder order, string? problem) =>
            await agent.ReportAsync(order.Id, await agent.ClaimedAsync(order.Id), problem).OkAsync<object>();
    }

    [Fact]
    public async Task Steward_runs_its_own_orders_by_an_orchestration_of_the_orders_id()
    {
        await using var world = await BackupWorld.StartAsync();
        await world.LookAsync();
        var order = Assert.Single((await world.PlanAsync("acme/shop:state")).Orders);
        var cloud = new CloudOrder(PlanKey.Parse("acme/shop:state"), order.Id);
        for (var i = 0; i < 2; i++)
            Assert.Equal(RunOutcome.Done, await world.ActAsync<RunCloudOrder, CloudOrder, RunOutcome>(cloud));
        Assert.Single(await world.EvidenceAsync(BackupWorld.Shop, BackupEvidence.Taken));

        world.Runner.Run = _ => throw StewardException.Unavailable("The vault does not answer.");
        await world.LookAsync(TimeSpan.FromMinutes(5));
        var drill = Assert.Single((await world.PlanAsync("acme/shop:state")).Orders);
        Assert.Equal((OrderKind.Drill, new string('c', 64)), (drill.Kind, drill.Snapshot));
        Assert.Equal(RunOutcome.Failed, await world.ActAsync<RunCloudOrder, CloudOrder, RunOutcome>(cloud with { Order = drill.Id }));
        var report = await world.PlanAsync("acme/shop:state");
        Assert.Equal((PlanState.Failed, "The newest drill was red: The vault does not answer."), (report.State, report.Reason));
        Assert.DoesNotContain("vault does not", Assert.Single(await world.EvidenceAsync(BackupWorld.Shop, BackupEvidence.Drilled)).Summary, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Somebody_orders_one_now_and_asking_twice_orders_once()
    {
        await using var world = await BackupWorld.StartAsync();
        await world.LookAsync();
        using var approver = await world.PersonAsync("eve");
        using var reader = await world.Web.ClientAsync(AccessLevel.Read);
        await reader.PostJsonAsync("/api/backups/order", new { Plan = "servers:db" }).ProblemAsync(HttpStatusCode.Forbidden);
        await approver.PostJsonAsync("/api/backups/order", new { Plan = "servers:db", Drill = true }).ProblemAsync(HttpStatusCode.BadRequest);
        await approver.PostJsonAsync("/api/backups/order", new { Plan = "servers:nothing" }).ProblemAsync(HttpStatusCode.NotFound);
        var first = await approver.PostJsonAsync("/api/backups/order", new { Plan = "servers:db" }).OkAsync<BackupOrder>();
        world.Web.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(first.Id, (await approver.PostJsonAsync("/api/backups/order", new { Plan = "servers:db" }).OkAsync<BackupOrder>()).Id);
        using var agent = await world.AgentAsync("db1");
        Assert.Equal(first.Id, (await agent.OneAsync()).Id);
    }
}
