using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Steward.Hosting;
using Steward.Intake;
using Steward.TestKit;
using Xunit;

namespace Steward.StorageTests.Infra;

/// <summary>The page about costs computes with what is really set: who changes one changes the other.</summary>
public sealed class CostPageTests
{
    private static readonly string Page = File.ReadAllText(Repository.PathOf("docs", "cost.md"));

    [Fact]
    public void Polling_is_computed_from_host_json()
    {
        var provider = JsonNode.Parse(File.ReadAllText(Repository.PathOf("host.json")))!["extensions"]!["durableTask"]!["storageProvider"]!;
        var interval = TimeSpan.Parse(provider["maxQueuePollingInterval"]!.GetValue<string>(), System.Globalization.CultureInfo.InvariantCulture);
        Assert.Contains($"`partitionCount` {provider["partitionCount"]} control queues", Page, StringComparison.Ordinal);
        Assert.Contains($"`maxQueuePollingInterval` {interval.TotalSeconds:0} s", Page, StringComparison.Ordinal);
    }

    [Fact]
    public void The_runs_of_an_hour_are_those_of_the_schedules()
    {
        var (_, stages) = new ServiceCollection().AddCatalog(new IntakeOptions { Secrets = ["0123456789abcdef"] });
        var day = new DateTime(2026, 11, 23, 0, 0, 0, DateTimeKind.Utc);
        var anHour = stages.Schedules.Sum(s => Cronos.CronExpression.Parse(s.Cron).GetOccurrences(day, day.AddDays(1)).Count()) / 24.0;
        Assert.Contains($"together {anHour:0} an hour", Page, StringComparison.Ordinal);
    }

    [Fact]
    public void The_baseline_is_of_the_instance_that_is_deployed()
    {
        var bicep = File.ReadAllText(Repository.PathOf("infra", "modules", "function-app.bicep"));
        Assert.Contains("param instanceMemoryMB 512 | 2048 | 4096 = 2048", bicep, StringComparison.Ordinal);
        Assert.Contains("`m` = 2 GB", Page, StringComparison.Ordinal);
    }
}
