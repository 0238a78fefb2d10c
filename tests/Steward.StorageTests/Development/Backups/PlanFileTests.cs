using Steward.Gates;
using Steward.Kernel;
using Steward.Changes;
using Steward.Ledger;
using Steward.Stages.Development.Backups;
using Steward.Stages.Development.Backups.Showing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Steward.StorageTests.Development.Backups;

/// <summary>Plans are in force as their files stand on the default branches.</summary>
public sealed class PlanFileTests
{
    [Fact]
    public async Task A_plan_that_is_taken_out_is_over_and_a_broken_file_changes_nothing()
    {
        await using var world = await BackupWorld.StartAsync();
        await world.LookAsync();
        await world.LookAsync();
        Assert.Single(await world.EvidenceAsync(kind: BackupEvidence.Planned));
        await world.Central.Write("steward-backups.yaml", "version: 1\nplans: {db: {}}\n").CommitAsync("Break");
        for (var i = 0; i < 2; i++) await world.LookAsync(TimeSpan.FromHours(1));
        Assert.Single((await world.PlanAsync("servers:db")).Orders);
        var broken = (await world.EvidenceAsync(kind: BackupEvidence.Planned))[^1];
        Assert.Equal(EvidenceOutcome.Error, broken.Outcome);
        Assert.Contains("line 2", broken.Summary, StringComparison.Ordinal);
        await world.Central.Write("steward-backups.yaml", BackupWorld.File.Replace("  db:", "  other:", StringComparison.Ordinal)).CommitAsync("Rename");
        for (var i = 0; i < 2; i++) await world.LookAsync(TimeSpan.FromMinutes(5));
        Assert.Equal(FailureKind.NotFound, (await Assert.ThrowsAsync<StewardException>(() => world.PlanAsync("servers:db"))).Kind);
        using var agent = await world.AgentAsync("db1");
        Assert.Empty((await agent.OrdersAsync()).Orders);
        Assert.Equal(3, (await world.EvidenceAsync(kind: BackupEvidence.Planned)).Count);
    }

    [Fact]
    public async Task A_products_policy_gives_an_agent_plans_only_where_the_file_of_servers_says_so()
    {
        var policy = BackupWorld.Policy + """
                  files: {what: {kind: folder, paths: [/x]}, vault: main, by: web1, when: {cron: "0 10 * * *"}}
                  ours: {what: {kind: folder, paths: [/x]}, vault: main, by: db1, when: {cron: "0 10 * * *", zone: Mars/Base}}
                  own: {what: {kind: folder, paths: [/x]}, vault: main, when: {cron: "0 10 * * *"}}
            """;
        await using var world = await BackupWorld.StartAsync(policy);
        await world.LookAsync();
        Assert.Contains("takes no plans of acme/shop", await ReasonAsync("files"), StringComparison.Ordinal);
        Assert.Contains("no time zone 'Mars/Base'", await ReasonAsync("ours"), StringComparison.Ordinal);
        Assert.Contains("cannot reach what is of the kind folder", await ReasonAsync("own"), StringComparison.Ordinal);

        async Task<string> ReasonAsync(string plan)
        {
            var report = await world.PlanAsync($"acme/shop:{plan}");
            Assert.Equal(PlanState.Wrong, report.State);
            return report.Reason;
        }
    }

    [Fact]
    public async Task The_gate_of_the_product_finds_what_the_ledger_says()
    {
        await using var world = await BackupWorld.StartAsync();
        await world.LookAsync();
        var head = (await world.Product.Write("a.txt", "a").CommitAsync("Change"));
        var facts = await world.Web.Get<FactCollector>().CollectAsync(new ChangeId(BackupWorld.Shop, head), new Dictionary<string, string>(), CancellationToken.None);
        var node = world.Web.Get<ChangeGate>().Judge(facts).Walk().Single(n => n.Path == "change/development/backups");
        Assert.Equal(Verdict.Missing, node.Node.Verdict);
        Assert.Equal(["The plan state has no backup yet.", "No backup of the plan state was ever restored for trial."], node.Node.Children[0].Children.Select(c => c.Reason));
    }
}
