using System.Net;
using System.Text.Json.Nodes;
using Steward.Access;
using Steward.Stages.Development.Backups;
using Steward.Stages.Development.Backups.Orders;
using Steward.Stages.Development.Backups.Plans;
using Steward.Stages.Development.Backups.Running;
using Steward.TestKit.Web;
using Xunit;

namespace Steward.StorageTests.Development.Backups;

/// <summary>What runners are told to forget, and what is told of it, through HTTP and the ledger.</summary>
public sealed class RetentionTests
{
    private static readonly string Gone = new('b', 64), Newer = new('d', 64);

    [Fact]
    public async Task Nothing_is_forgotten_before_a_green_drill_then_the_order_says_what_is_kept_and_the_ledger_what_went()
    {
        await using var world = await BackupWorld.StartAsync();
        using var agent = await world.AgentAsync("db1");
        await world.LookAsync();
        var first = await DueAsync(world, agent, TimeSpan.FromHours(1));
        Assert.Null(first.Retention);
        await ReportAsync(agent, first, AgentCalls.Snapshot, null);
        var drill = await DueAsync(world, agent, TimeSpan.FromMinutes(5));
        Assert.Null(drill.Retention);
        Assert.Contains("not applied yet", (await world.PlanAsync("servers:db")).Retention, StringComparison.Ordinal);
        await ReportAsync(agent, drill, AgentCalls.Snapshot, null);
        Assert.Contains("after the next backup", (await world.PlanAsync("servers:db")).Retention, StringComparison.Ordinal);

        var second = await DueAsync(world, agent, TimeSpan.FromHours(23.5));
        Assert.Equal((Retention.Default, AgentCalls.Snapshot), (second.Retention!.Keep, second.Retention.Proved));
        await ReportAsync(agent, second, Newer, null);
        await ShowsAsync(world, "Retention is not applied: the runner may not delete.");

        var third = await DueAsync(world, agent, TimeSpan.FromHours(24));
        Assert.Equal([AgentCalls.Snapshot, Newer], third.Retention!.Needed);
        var fence = await ReportAsync(agent, third, Newer, new RetentionOutcome([Gone], 2, 3_000, null));
        await ReportAsync(agent, third, Newer, new RetentionOutcome([Gone], 2, 3_000, null), fence);
        var told = Assert.Single(await world.EvidenceAsync(kind: BackupEvidence.Forgotten));
        Assert.Equal(("servers:db", Gone, 3_000L), ((string?)told.Details!["plan"], (string?)Assert.Single(told.Details["snapshots"]!.AsArray()), (long)told.Details["bytesRemoved"]!));
        await ShowsAsync(world, "Retention is applied: the newest run forgot 1 snapshot.");

        var fourth = await DueAsync(world, agent, TimeSpan.FromHours(24));
        await ReportAsync(agent, fourth, Newer, new RetentionOutcome([], 0, 0, "/srv/vault does not answer."));
        await ShowsAsync(world, "Retention was not applied whole: /srv/vault does not answer.");
        Assert.DoesNotContain(await world.EvidenceAsync(), e => e.Details is JsonObject d && d.ToJsonString().Contains("/srv/vault", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_a_killed_run_forgot_is_told_once_for_its_own_order()
    {
        await using var world = await BackupWorld.StartAsync();
        using var agent = await world.AgentAsync("db1");
        await world.LookAsync();
        await ReportAsync(agent, await DueAsync(world, agent, TimeSpan.FromHours(1)), AgentCalls.Snapshot, null);
        await ReportAsync(agent, await DueAsync(world, agent, TimeSpan.FromMinutes(5)), AgentCalls.Snapshot, null);
        var killed = (await DueAsync(world, agent, TimeSpan.FromHours(23.5))).Id;
        await agent.ClaimedAsync(killed);
        // Not heard of, given back, and not done by the second one either.
        await world.LookAsync(TimeSpan.FromMinutes(11));
        await agent.ReportAsync(killed, await agent.ClaimedAsync(killed, "instance-2"), "The vault does not answer.").OkAsync<object>();
        for (var i = 0; i < 2; i++)
        {
            var order = await DueAsync(world, agent, TimeSpan.FromHours(24));
            Assert.Equal(i == 1, order.Retention!.Told.Contains(killed));
            await ReportAsync(agent, order, Newer, new RetentionOutcome([], 0, 0, null) { Untold = [new UntoldForgetting(killed, [Gone])] });
            var told = Assert.Single(await world.EvidenceAsync(kind: BackupEvidence.Forgotten));
            Assert.Equal((killed, Gone), ((string?)told.Details!["order"], (string?)Assert.Single(told.Details["snapshots"]!.AsArray())));
        }
    }

    [Fact]
    public async Task A_red_drill_leaves_the_newest_green_one_the_proof_and_what_is_drilled_is_needed()
    {
        await using var world = await BackupWorld.StartAsync();
        using var agent = await world.AgentAsync("db1");
        await world.LookAsync();
        await ReportAsync(agent, await DueAsync(world, agent, TimeSpan.FromHours(1)), AgentCalls.Snapshot, null);
        await ReportAsync(agent, await DueAsync(world, agent, TimeSpan.FromMinutes(5)), AgentCalls.Snapshot, null);
        await ReportAsync(agent, await DueAsync(world, agent, TimeSpan.FromHours(23.5)), Newer, null);
        using var approver = await world.PersonAsync("eve");
        await approver.PostJsonAsync("/api/backups/order", new { Plan = "servers:db", Drill = true }).OkAsync<BackupOrder>();
        var drill = await agent.OneAsync();
        await agent.ReportAsync(drill.Id, await agent.ClaimedAsync(drill.Id), "3 files differ").OkAsync<object>();
        var again = await DueAsync(world, agent, TimeSpan.FromHours(24));
        Assert.Equal(AgentCalls.Snapshot, again.Retention!.Proved);
        Assert.Contains(Newer, again.Retention.Needed);
    }

    [Fact]
    public async Task A_report_of_what_cannot_be_is_refused()
    {
        await using var world = await BackupWorld.StartAsync();
        using var agent = await world.AgentAsync("db1");
        await world.LookAsync();
        var order = await DueAsync(world, agent, TimeSpan.FromHours(1));
        var fence = await agent.ClaimedAsync(order.Id);
        foreach (var wrong in new[] { new RetentionOutcome(["short"], 0, 0, null), new RetentionOutcome([.. Enumerable.Repeat(Gone, 101)], 0, 0, null), new RetentionOutcome([], -1, 0, null), new RetentionOutcome(null!, 0, 0, null), new RetentionOutcome([], 0, 0, null) { Untold = [new UntoldForgetting("short", [Gone])] },
            new RetentionOutcome([], 0, 0, null) { Untold = [new UntoldForgetting(order.Id, [.. Enumerable.Repeat(Gone, 101)])] } })
            await SendAsync(agent, order, new OrderReport(fence, true, AgentCalls.Snapshot, null, null) { Retention = wrong }).ProblemAsync(HttpStatusCode.BadRequest);
    }

    private static async Task<AgentOrder> DueAsync(BackupWorld world, HttpClient agent, TimeSpan after)
    {
        await world.LookAsync(after);
        return (await agent.OrdersAsync()).Orders[0];
    }

    private static async Task<OrderFence> ReportAsync(HttpClient agent, AgentOrder order, string snapshot, RetentionOutcome? retention, OrderFence? again = null)
    {
        var fence = again ?? await agent.ClaimedAsync(order.Id);
        await SendAsync(agent, order, new OrderReport(fence, true, snapshot, AgentCalls.Counts, null) { Retention = retention }).OkAsync<object>();
        return fence;
    }

    private static Task<HttpResponseMessage> SendAsync(HttpClient agent, AgentOrder order, OrderReport report) => agent.PostJsonAsync($"/api/backups/orders/{order.Id}/report", report);

    private static async Task ShowsAsync(BackupWorld world, string sentence)
    {
        Assert.Equal(sentence, (await world.PlanAsync("servers:db")).Retention);
        using var reader = await world.Web.ClientAsync(AccessLevel.Read);
        Assert.Contains(sentence, WebUtility.HtmlDecode(await reader.GetStringAsync("/backups")), StringComparison.Ordinal);
    }
}
