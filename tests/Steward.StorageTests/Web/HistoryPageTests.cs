using System.Net;
using System.Text.Json.Nodes;
using Steward.Access;
using Steward.Gates;
using Steward.Ledger;
using Steward.Stages.Release.Tracing;
using Steward.TestKit.Git;
using Steward.TestKit.Web;
using Xunit;

namespace Steward.StorageTests.Web;

public sealed class HistoryPageTests
{
    private const string Shop = "/products/contoso/shop";

    [Fact]
    public async Task A_trace_is_answered_by_the_API_with_proofs_that_hold_and_what_is_wrong_is_said()
    {
        await using var world = await WebWorld.StartAsync();
        using var reader = await world.ClientAsync(AccessLevel.Read);
        var repository = world.Keep(await GitRepositoryBuilder.CreateAsync());
        var shop = await world.Seed.ProductAsync(source: repository.Source);
        var commit = await repository.Write("a b.txt", "one\ntwo\n").CommitAsync("Open <b>the</b> till");
        await world.Seed.JudgedAsync(shop, commit, Verdict.Pass);
        await world.Seed.ReleaseAsync(shop, "v1", commit, Trees.Green());

        var trace = await reader.GetAsync($"/api{Shop}/trace?path=a%20b.txt&line=2").OkAsync<LineTrace>();
        Assert.Equal((commit, commit, Verdict.Pass), (trace.Commit.Sha, trace.Change!.Head, trace.Change.Verdict));
        Assert.True(trace.IsProved() && trace.Chain.Count >= 5);
        Assert.Equal(["v1"], trace.Releases.Select(r => r.Tag));
        var raw = JsonNode.Parse(await reader.GetStringAsync($"/api{Shop}/trace?path=a%20b.txt&line=2&ref=main"))!;
        Assert.Equal(trace.Chain[0].Index, (long)raw["chain"]![0]!["proof"]!["index"]!);
        Assert.Equal("change.received", (string)raw["chain"]![0]!["kind"]!);
        var releases = await reader.GetAsync($"/api{Shop}/trace/releases?commit={commit}").OkAsync<ReleasesTrace>();
        Assert.Equal((1, true), (releases.Releases.Count, releases.Releases[0].Released));

        Assert.Contains("a number", (await reader.GetAsync($"/api{Shop}/trace?path=a&line=x").ProblemAsync(HttpStatusCode.BadRequest)).Replace("numbers", "a number", StringComparison.Ordinal));
        await reader.GetAsync($"/api{Shop}/trace?path=../x&line=1").ProblemAsync(HttpStatusCode.BadRequest);
        await reader.GetAsync($"/api{Shop}/trace?path=none.txt&line=1").ProblemAsync(HttpStatusCode.NotFound);
        await reader.GetAsync($"/api{Shop}/trace/releases").ProblemAsync(HttpStatusCode.BadRequest);
        using var nobody = await world.ClientAsync();
        Assert.Equal(HttpStatusCode.Unauthorized, (await nobody.GetAsync($"/api{Shop}/trace?path=a&line=1")).StatusCode);

        var page = await TextAsync(reader, $"{Shop}/trace?path=a%20b.txt&line=2");
        Assert.Contains("Open <b>the</b> till", page);
        Assert.Contains("let through, released in v1", page);
        Assert.DoesNotContain("<b>the</b>", await reader.GetStringAsync($"{Shop}/trace?path=a%20b.txt&line=2"));
    }

    [Fact]
    public async Task The_history_of_a_product_is_filtered_paged_and_exported()
    {
        await using var world = await WebWorld.StartAsync();
        using var reader = await world.ClientAsync(AccessLevel.Read);
        var shop = await world.Seed.ProductAsync();
        await world.Seed.EvidenceAsync(shop, WebSeed.Sha(1), 70);
        var evil = new Evidence
        {
            Id = Evidence.IdFor("notes.made", Subject.Product(shop), "x"), Time = world.Clock.GetUtcNow().AddDays(-9), Actor = "token:=cmd|' /C calc'!A0", Kind = "notes.made",
            Subject = Subject.Product(shop), Outcome = EvidenceOutcome.Info, Summary = "=1+1, \"quoted\"\nand more",
        };
        await world.Get<ILedger>().AppendAsync(shop, [evil], default);

        var page = await TextAsync(reader, $"{Shop}/history");
        Assert.Contains("50 entries of the ledger's 71, newest first", page);
        Assert.Contains("before=21", page);
        Assert.Contains("21 entries of the ledger's 71", await TextAsync(reader, $"{Shop}/history?before=21"));
        Assert.Contains("12 entries", await TextAsync(reader, $"{Shop}/history?kind=change.&actor=github:ada&days=&outcome="));
        Assert.Contains("1 entry", await TextAsync(reader, $"{Shop}/history?subject=product:contoso/shop"));
        Assert.Contains("50 entries", await TextAsync(reader, $"{Shop}/history?days=1"));
        Assert.Contains("No evidence fits", await TextAsync(reader, $"{Shop}/history?actor=nobody"));
        await reader.GetAsync($"{Shop}/history?days=0").ProblemAsync(HttpStatusCode.BadRequest);
        await reader.GetAsync($"{Shop}/history?outcome=Maybe").ProblemAsync(HttpStatusCode.BadRequest);
        await reader.GetAsync($"{Shop}/history?format=xls").ProblemAsync(HttpStatusCode.BadRequest);

        using var csv = await reader.GetAsync($"{Shop}/history?format=csv");
        Assert.Equal("shop-history.csv", csv.Content.Headers.ContentDisposition?.FileName?.Trim('"'));
        var text = await csv.Content.ReadAsStringAsync();
        Assert.StartsWith("index,time,actor,kind,outcome,subject,summary,payload,id\r\n70,", text);
        // A field with a comma, quotes or a line's end is quoted, and none begins as a formula would.
        Assert.Contains("\"'=1+1, \"\"quoted\"\"\nand more\"", text);
        Assert.Equal(72, text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);
        var json = JsonNode.Parse(await reader.GetStringAsync($"{Shop}/history?format=json&kind=notes."))!;
        Assert.Equal((70, null), ((long)json["entries"]!.AsArray().Single()!["index"]!, json["note"]));
    }

    [Fact]
    public async Task The_history_of_a_file_follows_it_through_renames_and_names_commits_that_no_change_has_brought()
    {
        await using var world = await WebWorld.StartAsync();
        using var reader = await world.ClientAsync(AccessLevel.Read);
        var repository = world.Keep(await GitRepositoryBuilder.CreateAsync());
        var shop = await world.Seed.ProductAsync(source: repository.Source);
        var first = await repository.Write("old.txt", "one\ntwo\nthree\n").CommitAsync("Write it");
        await world.Seed.JudgedAsync(shop, first, Verdict.Pass);
        await repository.Move("old.txt", "new.txt").CommitAsync("Move it");
        await repository.Write("other.txt", "o").CommitAsync("Something else");
        var last = await repository.Write("new.txt", "one\ntwo\nTHREE\n").CommitAsync("Shout");
        await world.Seed.JudgedAsync(shop, last, Verdict.Pass);

        var page = await TextAsync(reader, $"{Shop}/history/file?path=new.txt");
        Assert.Contains("3 commits touched", page);
        Assert.Contains("there it is <code>old.txt</code>", page);
        Assert.Single(System.Text.RegularExpressions.Regex.Matches(page, "No change has brought it"));
        Assert.DoesNotContain("Something else", page);
        Assert.True(page.IndexOf("Shout", StringComparison.Ordinal) < page.IndexOf("Write it", StringComparison.Ordinal));
        var text = await reader.GetStringAsync($"{Shop}/history/file?path=new.txt&format=csv");
        Assert.Equal(5, text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);
        await reader.GetAsync($"{Shop}/history/file?path=gone.txt").ProblemAsync(HttpStatusCode.NotFound);
        Assert.Contains("Which file?", await TextAsync(reader, $"{Shop}/history/file"));
        Assert.Contains("Which line?", await TextAsync(reader, $"{Shop}/trace"));
    }

    private static async Task<string> TextAsync(HttpClient reader, string path) => WebUtility.HtmlDecode(await reader.GetStringAsync(path));
}
