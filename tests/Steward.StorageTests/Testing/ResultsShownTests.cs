using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Steward.Access;
using Steward.Gates.Notes;
using Steward.Kernel;
using Steward.TestKit.Web;
using Xunit;

namespace Steward.StorageTests.Testing;

/// <summary>What is known of the tests of a commit: by HTTP, and as notes on lines of the repository.</summary>
public sealed class ResultsShownTests
{
    private static readonly CancellationToken Stop = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Sets_shards_attempts_and_tests_are_told_the_failed_ones_first()
    {
        await using var world = await WebWorld.StartAsync();
        var seed = await TestsSeed.AddAsync(world, runs: 5);
        using var client = await world.ClientAsync(AccessLevel.Read);
        var view = JsonNode.Parse(await client.GetStringAsync(new Uri($"api/results/contoso/cart/{seed.Head}", UriKind.Relative), Stop))!;

        var unit = view["sets"]![0]!;
        Assert.Equal(("unit", "Fail"), ((string?)unit["set"], (string?)unit["verdict"]));
        Assert.Equal(["shard 1 of 2", "shard 2 of 2"], unit["parts"]!.AsArray().Select(p => (string?)p!["name"]));
        Assert.Equal(["Complete", "Missing"], unit["parts"]!.AsArray().Select(p => (string?)p!["state"]));
        Assert.Equal([2, 1], unit["parts"]![0]!["attempts"]!.AsArray().Select(a => (int)a!["number"]!));
        Assert.Equal("CartTests.Totals_are_shown_with_two_decimals", (string?)unit["tests"]![0]!["name"]);
        Assert.Contains("@team", (string?)unit["tests"]![0]!["message"], StringComparison.Ordinal);
        // The error of the first attempt is healed by the second one, which ran it again.
        Assert.Equal(["Failed", "Skipped", "Passed", "Passed"], unit["tests"]!.AsArray().Select(t => (string?)t!["outcome"]));
        Assert.Equal(("browser", "Missing"), ((string?)view["sets"]![1]!["set"], (string?)view["sets"]![1]!["verdict"]));
        Assert.NotNull(view["sets"]![1]!["awaitUntil"]);
    }

    [Fact]
    public async Task Pages_of_one_set_follow_each_other_and_limits_are_kept()
    {
        await using var world = await WebWorld.StartAsync();
        var seed = await TestsSeed.AddAsync(world, runs: 1);
        using var client = await world.ClientAsync(AccessLevel.Read);
        async Task<JsonNode> Page(string query) => JsonNode.Parse(await client.GetStringAsync(new Uri($"api/results/contoso/cart/{seed.Head}?set=unit&{query}", UriKind.Relative), Stop))!["sets"]![0]!;

        var (first, second) = (await Page("count=3"), await Page("count=3&page=2"));
        Assert.Equal((3, 4, 2), (first["tests"]!.AsArray().Count, (int)first["total"]!, (int)first["next"]!));
        Assert.Equal((1, true), (second["tests"]!.AsArray().Count, second["next"] is null));
        foreach (var (query, status) in new[] { ("count=0", 400), ("count=1001", 400), ("page=0", 400), ("set=none", 404) })
            Assert.Equal((HttpStatusCode)status, (await client.GetAsync(new Uri($"api/results/contoso/cart/{seed.Head}?{query}", UriKind.Relative), Stop)).StatusCode);
        using var nobody = await world.ClientAsync();
        Assert.Equal(HttpStatusCode.Unauthorized, (await nobody.GetAsync(new Uri($"api/results/contoso/cart/{seed.Head}", UriKind.Relative), Stop)).StatusCode);
    }

    [Fact]
    public async Task A_failed_test_is_noted_on_the_line_of_the_repository_that_its_stack_names()
    {
        await using var world = await WebWorld.StartAsync();
        var seed = await TestsSeed.AddAsync(world, runs: 1);
        var notes = await NotesAsync(world, seed.Head);

        var note = Assert.Single(notes.Lines);
        Assert.Equal(("tests/CartTests.cs", 1, 1, NoteLevel.Failure), (note.Path, note.First, note.Last, note.Level));
        Assert.Equal("CartTests.Totals_are_shown_with_two_decimals failed", note.Title);
        Assert.Contains("expected: 12.40 EUR", note.Message, StringComparison.Ordinal);
        var group = Assert.Single(notes.Groups);
        Assert.Equal(("unit: 1 test not in order", 0), (group.Title, group.More));
        Assert.Equal("expected: 12.40 EUR but was: 12.4 EUR <b>@team</b>", Assert.Single(group.Items).Text);
    }

    [Fact]
    public async Task A_stack_of_somebody_elses_files_gets_no_line()
    {
        await using var world = await WebWorld.StartAsync();
        var seed = await TestsSeed.AddAsync(world, runs: 1);
        const string report = "<testsuite name=\"b\"><testcase name=\"opens\"><failure message=\"no\">at /usr/lib/node/steward.yaml:3:1 and /x/lib/y.js:1:2</failure></testcase></testsuite>";
        await TestsSeed.UploadAsync(world, seed.Head, 1, null, report, "browser");
        var notes = await NotesAsync(world, seed.Head);

        Assert.Equal(["CartTests.Totals_are_shown_with_two_decimals failed"], notes.Lines.Select(l => l.Title));
        Assert.Equal(2, notes.Groups.Count);
    }

    [Fact]
    public async Task A_failed_test_whose_stack_names_no_line_of_the_repository_is_noted_where_its_report_says_it_stands()
    {
        await using var world = await WebWorld.StartAsync();
        var seed = await TestsSeed.AddAsync(world, runs: 1);
        const string report = """
            <testsuite name="b">
              <testcase name="opens" file="/ci/build/tests/CartTests.cs" line="7"><failure message="no">at /usr/lib/node/x.js:1:2</failure></testcase>
              <testcase name="closes" file="steward.yaml"><failure message="no">tests/CartTests.cs:3: no</failure></testcase>
              <testcase name="waits" file="steward.yaml"><failure/></testcase>
              <testcase name="elsewhere" file="/etc/passwd" line="1"><failure/></testcase>
            </testsuite>
            """;
        await TestsSeed.UploadAsync(world, seed.Head, 1, null, report, "browser");
        var notes = await NotesAsync(world, seed.Head);

        string[] expected = ["b.closes failed tests/CartTests.cs:3", "b.opens failed tests/CartTests.cs:7", "b.waits failed steward.yaml:1"];
        Assert.Equal(expected, notes.Lines.Where(l => l.Title.StartsWith("b.", StringComparison.Ordinal)).Select(l => $"{l.Title} {l.Path}:{l.First}").Order(StringComparer.Ordinal));
    }

    private static async Task<VerdictNotes> NotesAsync(WebWorld world, CommitSha commit)
    {
        var found = new List<VerdictNotes>();
        foreach (var notes in world.Services.GetServices<IVerdictNotes>()) found.Add(await notes.AboutAsync(new ChangeId(TestsSeed.Product, commit), Stop));
        return VerdictNotes.All(found);
    }
}
