using System.Text.Json.Nodes;
using Steward.Access;
using Steward.SystemTests.Commands;
using Steward.TestKit.Programs;
using Steward.TestKit.Web;

namespace Steward.SystemTests.Remote;

public sealed class ResultsShowTests
{
    [Fact]
    public async Task The_tests_of_a_commit_are_shown_to_people_and_told_to_machines()
    {
        await using var world = await WebWorld.StartAsync();
        var seed = await TestsSeed.AddAsync(world, runs: 2);
        var token = await world.TokenAsync(AccessLevel.Read);

        var shown = await RunAsync(world, token, "results", "show", "contoso/cart");
        Assert.Equal(1, shown.Exit);
        foreach (var text in new[] { seed.Head.Abbreviated, "shard 2 of 2", "missing", "2 (counts)", "Totals_are_shown", "12.4 EUR <b>@team</b>", "browser: Missing." })
            Assert.Contains(text, shown.Out, StringComparison.Ordinal);
        var branch = await RunAsync(world, token, "results", "show", "contoso/cart", "main", "--set", "unit", "--json");
        Assert.Equal($"contoso/cart@{seed.Head}", (string?)JsonNode.Parse(branch.Out)!["change"]);
        var one = await RunAsync(world, token, "results", "show", "contoso/cart", seed.Commits[0].ToString()[..9], "--set", "unit", "--count", "2");
        Assert.Contains("6 tests in all; --set unit --page 2 shows more.", one.Out, StringComparison.Ordinal);
        Assert.Equal(2, (await RunAsync(world, token, "results", "show", "contoso/cart", "--set", "none")).Exit);
        Assert.Equal(2, (await RunAsync(world, token, "results", "show", "contoso/cart", "--count", "0")).Exit);
    }

    private static Task<ProgramRun> RunAsync(WebWorld world, string token, params string[] arguments) => StewardCommand.RunAsync(
        "/", new Dictionary<string, string> { ["STEWARD_URL"] = world.Address.ToString(), ["STEWARD_TOKEN"] = token, ["COLUMNS"] = "220" }, arguments);
}
