using System.Globalization;
using System.Text.Json.Nodes;
using Steward.Access;
using Steward.Kernel;
using Steward.Stages.Testing.History;
using Steward.Stages.Testing.Results.Reading;
using Steward.SystemTests.Commands;
using Steward.TestKit.Programs;
using Steward.TestKit.Web;

namespace Steward.SystemTests.Remote;

public sealed class TestsCommandTests
{
    private static readonly ProductId Product = ProductId.Parse("acme/shop");
    private static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Tests_are_shown_to_people_and_told_to_machines()
    {
        await using var world = await WebWorld.StartAsync();
        await world.Get<Products.IProductStore>().PutAsync(new Products.Product(Product, "git:/nowhere", "main", Noon), CancellationToken.None);
        for (var run = 0; run < 10; run++) await AddAsync(world, run, attempt: 1, run == 4 || run > 7, seconds: 1);
        await AddAsync(world, 4, attempt: 2, isBad: false, seconds: 9);
        var token = await world.TokenAsync(AccessLevel.Read);

        var list = await RunAsync(world, token, "tests", "list", "acme/shop");
        Assert.Contains("unit", list.Out, StringComparison.Ordinal);
        var history = await RunAsync(world, token, "tests", "history", "acme/shop", "Cart.[adds]", "--set", "unit", "--json");
        Assert.Equal((1, 11), (history.Exit, JsonNode.Parse(history.Out)!["runs"]!.AsArray().Count));
        var shown = await RunAsync(world, token, "tests", "history", "acme/shop", "Cart.[adds]", "--set", "unit");
        var since = string.Create(CultureInfo.InvariantCulture, $"Red since {Commit(8).Abbreviated} (2 commits); last green at {Commit(7).Abbreviated}");
        Assert.Contains(since, shown.Out.ReplaceLineEndings(" "), StringComparison.Ordinal);
        var flaky = await RunAsync(world, token, "tests", "flaky", "acme/shop", "--set", "unit");
        Assert.Equal(1, flaky.Exit);
        Assert.Contains(Commit(4).Abbreviated, flaky.Out, StringComparison.Ordinal);
        var slowest = await RunAsync(world, token, "tests", "slowest", "acme/shop", "--set", "unit", "--json");
        Assert.Equal("Cart.[adds]", (string?)JsonNode.Parse(slowest.Out)!["tests"]![0]!["name"]);
        Assert.Equal(2, (await RunAsync(world, token, "tests", "flaky", "acme/shop", "--set", "none")).Exit);
        Assert.Equal(2, (await RunAsync(world, token, "tests", "flaky", "acme/shop", "--set", "unit", "--count", "0")).Exit);
    }

    private static CommitSha Commit(int number) => CommitSha.Parse(string.Concat(Enumerable.Repeat(number.ToString(CultureInfo.InvariantCulture), 40)));

    private static Task AddAsync(WebWorld world, int number, int attempt, bool isBad, double seconds)
    {
        var run = new TestRun(Product, "unit", Commit(number), attempt, Digest.Sha256($"{number} {attempt}"), Noon.AddMinutes(number).AddSeconds(attempt)) { Branch = "refs/heads/main" };
        var test = new RanTest(new TestName("s", "Cart", "[adds]"), new(isBad ? TestOutcome.Failed : TestOutcome.Passed, seconds, false, 0));
        return world.Get<ITestHistory>().AddAsync(run, [test], CancellationToken.None);
    }

    private static Task<ProgramRun> RunAsync(WebWorld world, string token, params string[] arguments) => StewardCommand.RunAsync(
        "/", new Dictionary<string, string> { ["STEWARD_URL"] = world.Address.ToString(), ["STEWARD_TOKEN"] = token, ["COLUMNS"] = "200" }, arguments);
}
