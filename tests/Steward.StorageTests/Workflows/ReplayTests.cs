using System.Text.RegularExpressions;
using Steward.Engine;
using Steward.TestKit;
using Steward.TestKit.Engine;
using Xunit;

namespace Steward.StorageTests.Workflows;

/// <summary>Every workflow, thrown out of memory and replayed at every await, does what it does undisturbed: the same calls, states and output.</summary>
[Long]
public sealed partial class ReplayTests
{
    public static TheoryData<string> Names => [.. Scenarios.All.Select(s => s.ToString())];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Replayed_at_every_await_it_does_the_same(string name)
    {
        var scenario = Scenarios.All.Single(s => s.ToString() == name);
        var runs = await Task.WhenAll(RunAsync(scenario, isForced: false), RunAsync(scenario, isForced: true));
        Assert.Equal(runs[0], runs[1]);
        Assert.StartsWith($"{scenario.Orchestrator} {scenario.Ends}", runs[1][0], StringComparison.Ordinal);
        Assert.Equal(scenario.Calls, runs[1].Count(line => line.StartsWith("call ", StringComparison.Ordinal)));
    }

    [Fact]
    public void Every_workflow_that_is_registered_has_a_scenario()
    {
        var without = RealCatalog.Create().Orchestrators.Keys.Except(Scenarios.All.Select(s => s.Orchestrator)).ToList();
        Assert.True(without.Count == 0, $"Write a scenario in Scenarios.cs for: {string.Join(", ", without)}.");
    }

    [Fact]
    public void Every_workflow_that_there_is_is_registered()
    {
        var there = typeof(TaskCatalog).Assembly.GetTypes()
            .Where(t => t is { IsAbstract: false } && t.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IOrchestrator<,>)))
            .Select(t => (string)t.GetProperty("Name")!.GetValue(null)!);
        Assert.Equal(there.Order(StringComparer.Ordinal), RealCatalog.Create().Orchestrators.Keys.Order(StringComparer.Ordinal));
    }

    // The instances with what came of them, and the calls with their inputs. Times of the run itself are no part of it.
    private static async Task<List<string>> RunAsync(Scenario scenario, bool isForced)
    {
        var program = new ScriptedProgram(RealCatalog.Create());
        scenario.Script(program);
        Task<string> StartAsync(IOrchestrationClient client) =>
            client.ScheduleNewOrchestrationInstanceAsync(scenario.Orchestrator, scenario.Input, new StartOrchestrationOptions("subject:1"));
        Task DuringAsync(IOrchestrationClient client, string id) => scenario.During?.Invoke(program, client, id) ?? Task.CompletedTask;
        var instances = await ReplayEverywhere.RunAsync(program.Catalog, isForced, StartAsync, null, DuringAsync);
        Assert.True(program.Calls.Where(c => c.StartsWith("EnsureSnapshot ", StringComparison.Ordinal)).Distinct().Count() <= 1, "each try has a stamp of its own");
        var seen = instances.Select(i => $"{i.Name} {i.RuntimeStatus} {i.InstanceId} {i.SerializedOutput} {i.SerializedCustomStatus} {i.FailureDetails?.ErrorMessage}");
        return [.. seen.Concat(program.Calls.Select(c => $"call {c}")).Select(line => Stamp().Replace(line, "STAMP"))];
    }

    [GeneratedRegex(@"\b\d{8}T\d{6}Z")]
    private static partial Regex Stamp();
}
