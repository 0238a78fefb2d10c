using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Steward.Azure.Storage;
using Steward.Engine;
using Steward.Intake;
using Steward.Intake.Reconcile;
using Steward.Kernel;
using Steward.Stages;
using Steward.TestKit;
using Steward.TestKit.Intake;
using Xunit;

namespace Steward.StorageTests.Infra;

/// <summary>The alerts look for what Steward really leaves.</summary>
public sealed class AlertTests
{
    public static TheoryData<string> Levels() => [.. Deployment.Levels];

    [Theory]
    [MemberData(nameof(Levels))]
    public async Task Failures_a_stale_heartbeat_and_waiting_work_tell_people(string level)
    {
        var deployed = await Bicep.DeploymentAsync(level);
        var people = deployed.Of("Microsoft.Insights/actionGroups").Single();

        Assert.Contains("team@example.test", people.Json, StringComparison.Ordinal);
        Assert.Superset(
            new HashSet<string> { "steward-failed-orchestrations", "steward-stale-heartbeat", "steward-queue-age", "steward-deliveries-waiting" },
            deployed.Of(Types.Alert).Select(a => a.Name).ToHashSet());
        Assert.All(deployed.Of(Types.Alert), alert =>
        {
            Assert.True(alert.Is("properties.enabled"));
            Assert.Equal([people.Id], alert.Texts("properties.actions.actionGroups"));
            var rule = Assert.Single(alert["properties.criteria.allOf"]!.AsArray())!;
            // The column that is compared must be one that the query makes.
            Assert.Matches($@"summarize {rule["metricMeasureColumn"]!.GetValue<string>()} = ", rule["query"]!.GetValue<string>());
        });
    }

    [Theory]
    [InlineData("deliveries-waiting")]
    [InlineData("stale-heartbeat")]
    public void What_is_looked_for_in_messages_is_what_is_logged(string query)
    {
        var logged = Directory.EnumerateFiles(Repository.PathOf("functions", "Steward", "Intake"), "*.cs", SearchOption.AllDirectories).Select(File.ReadAllText)
            .SelectMany(text => Regex.Matches(text, "LoggerMessage\\([^)]*Message = \"([^\"]+)\"")).Select(m => m.Groups[1].Value).ToList();
        var sought = Regex.Matches(Query(query), "(has|startswith) '([^']+)'").Select(m => (How: m.Groups[1].Value, Words: m.Groups[2].Value)).ToList();

        Assert.NotEmpty(sought);
        Assert.All(sought, s => Assert.Contains(logged, line => s.How == "has" ? line.Contains(s.Words, StringComparison.Ordinal) : line.StartsWith(s.Words, StringComparison.Ordinal)));
    }

    // A heartbeat that beats when nothing was done would say nothing: it comes last, and not when storage is away.
    [Fact]
    public async Task The_heartbeat_is_written_when_the_reconcile_has_come_to_its_end_and_only_then()
    {
        await using var azurite = await Azurite.StartAsync();
        var account = new StorageAccount(new StorageOptions { ConnectionString = azurite.ConnectionString, Prefix = Azurite.NewPrefix() });
        await using var host = await IntakeHost.StartAsync(account, log: LogLevel.Information);
        var reconcile = ActivatorUtilities.CreateInstance<SettleStoredDeliveries>(host.Services);
        await reconcile.RunAsync(new ScheduledRun(default), CancellationToken.None);
        Assert.Single(host.Logs.Lines, IsBeat);

        await azurite.StopProcessAsync();
        await Assert.ThrowsAsync<StewardException>(() => reconcile.RunAsync(new ScheduledRun(default), CancellationToken.None));
        Assert.Single(host.Logs.Lines, IsBeat);
    }

    [Fact]
    public void The_heartbeat_is_of_a_schedule_that_is_due_every_minute()
    {
        var registry = new StageRegistry();
        new ServiceCollection().AddIntake(new IntakeOptions { Secrets = ["0123456789abcdef"] }, new TaskCatalog(), registry);
        Assert.Equal(("* * * * *", ReconcileWorkflow.Name), registry.Schedules.Select(s => (s.Cron, s.Orchestrator)).Single());
    }

    private static bool IsBeat(string line) => line.Contains("] Heartbeat:", StringComparison.Ordinal);

    private static string Query(string name) => File.ReadAllText(Repository.PathOf("infra", "queries", name + ".kql"));
}
