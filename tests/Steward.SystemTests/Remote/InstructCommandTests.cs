using System.Text.Json.Nodes;
using Steward.Access;
using Steward.SystemTests.Commands;
using Steward.TestKit.Git;
using Steward.TestKit.Programs;
using Steward.TestKit.Web;

namespace Steward.SystemTests.Remote;

public sealed class InstructCommandTests
{
    private const string Policy = "version: 1\nrelease: {instructions: {file: docs/release.md}}\n";

    [Fact]
    public async Task Instructions_are_shown_as_a_table_carried_out_and_taken_back()
    {
        await using var repository = await GitRepositoryBuilder.CreateAsync();
        await using var world = await WebWorld.StartAsync();
        var token = await world.TokenAsync(AccessLevel.Approve);
        var commit = await repository.Write("steward.yaml", Policy).Write("docs/release.md", "- [ ] Test it {#try}\n  - [ ] on a phone {#phone}\n- [ ] Ship it {#ship after=try}\n").CommitAsync("Begin");
        var product = await world.Seed.ProductAsync(source: repository.Source);
        await world.Get<Changes.IChangeStore>().PutAsync(
            (await world.Seed.ChangeAsync(product, 1, Trees.Green())) with { Id = new Kernel.ChangeId(product, commit), Ref = "refs/heads/next" }, CancellationToken.None);

        var open = await RunAsync(world, token, "next");
        Assert.Equal(1, open.Exit);
        foreach (var words in new[] { "  phone", "? missing", "steward instruct contoso/shop" }) Assert.Contains(words, open.Out, StringComparison.Ordinal);
        var early = await RunAsync(world, token, "next", "ship");
        Assert.Equal(2, early.Exit);
        Assert.Contains("'Ship it' follows try, which is not carried out.", early.Notes, StringComparison.Ordinal);
        foreach (var item in new[] { "try", "phone", "ship" }) Assert.Equal(0, (await RunAsync(world, token, "next", item)).Exit);
        Assert.Equal(0, (await RunAsync(world, token, "next")).Exit);
        Assert.Equal("instruction.undone", (string?)JsonNode.Parse((await RunAsync(world, token, "next", "phone", "--undo", "--json")).Out)!["evidence"]!["kind"]);
        var view = await RunAsync(world, token, "next", "--json");
        Assert.Equal(["Pass", "Missing", "Missing"], JsonNode.Parse(view.Out)!["items"]!.AsArray().Select(i => (string?)i!["verdict"]));
        Assert.Equal(1, view.Exit);
    }

    private static Task<ProgramRun> RunAsync(WebWorld world, string token, params string[] arguments) => StewardCommand.RunAsync(
        "/", new Dictionary<string, string> { ["STEWARD_URL"] = world.Address.ToString(), ["STEWARD_TOKEN"] = token, ["COLUMNS"] = "240" }, ["instruct", "contoso/shop", .. arguments]);
}
