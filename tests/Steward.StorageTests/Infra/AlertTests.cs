using System.Text.RegularExpressions;
using Steward.Intake.Reconcile;
using Steward.TestKit;
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

    [Fact]
    public void The_heartbeat_is_the_reconcile() =>
        Assert.Contains($"=~ '{ReconcileWorkflow.Name}'", Query("stale-heartbeat"), StringComparison.Ordinal);

    [Fact]
    public void What_is_looked_for_in_messages_is_what_is_logged()
    {
        var logged = string.Join('\n', Directory.EnumerateFiles(Repository.PathOf("functions", "Steward", "Intake"), "*.cs", SearchOption.AllDirectories).Select(File.ReadAllText)
            .SelectMany(text => text.Split('\n')).Where(line => line.Contains("[LoggerMessage", StringComparison.Ordinal)));
        var sought = Regex.Matches(Query("deliveries-waiting"), "has '([^']+)'").Select(m => m.Groups[1].Value).ToList();

        Assert.NotEmpty(sought);
        Assert.All(sought, words => Assert.Contains(words, logged, StringComparison.Ordinal));
    }

    private static string Query(string name) => File.ReadAllText(Repository.PathOf("infra", "queries", name + ".kql"));
}
