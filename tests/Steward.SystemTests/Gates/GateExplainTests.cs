using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Steward.Answers;
using Steward.Changes;
using Steward.Gates;
using Steward.Gates.Assumptions;
using Steward.Kernel;
using Steward.SystemTests.Commands;
using Steward.TestKit.Programs;

namespace Steward.SystemTests.Gates;

/// <summary><c>steward gate explain</c> against a server that answers as Steward's API does.</summary>
public sealed class GateExplainTests : IAsyncLifetime
{
    private readonly WebApplication _server = WebApplication.CreateSlimBuilder().Build();
    private string _asked = "";
    private ChangeRecord? _answer;
    private GateAnswer? _judged;

    public async ValueTask InitializeAsync()
    {
        _server.Urls.Add("http://127.0.0.1:0");
        _server.Run(async context =>
        {
            _asked = $"{context.Features.Get<IHttpRequestFeature>()!.RawTarget} {context.Request.Headers.Authorization}";
            object? answer = context.Request.Path.Value!.EndsWith("/gate", StringComparison.Ordinal) ? _judged : _answer;
            context.Response.StatusCode = (int)(answer is null ? HttpStatusCode.NotFound : HttpStatusCode.OK);
            if (answer is not null) await context.Response.WriteAsJsonAsync(answer, answer.GetType(), Json.Options);
        });
        await _server.StartAsync();
    }

    public async ValueTask DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task A_change_that_is_let_through_is_a_yes()
    {
        _answer = Record(VerdictNode.All("change", [new("policy", Verdict.Pass, "steward.yaml is valid.")]));

        var run = await ExplainAsync("main");

        Assert.Equal(0, run.Exit);
        Assert.Contains("+ pass policy  steward.yaml is valid.", run.Out, StringComparison.Ordinal);
        Assert.Equal("/api/products/acme/shop/changes/main Bearer word", _asked);
    }

    [Fact]
    public async Task A_change_that_is_not_let_through_is_a_no_with_the_reason_in_words()
    {
        _answer = Record(VerdictNode.All("change", [VerdictNode.All("testing", [new("[unit]", Verdict.Missing, "The set [unit] never reported.")])]));

        var run = await ExplainAsync("feature/one");

        Assert.Equal(1, run.Exit);
        Assert.Contains("? missing [unit]  The set [unit] never reported.", run.Out, StringComparison.Ordinal);
        Assert.StartsWith("/api/products/acme/shop/changes/feature%2Fone ", _asked, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Machines_get_the_tree()
    {
        _answer = Record(VerdictNode.All("change", [new("policy", Verdict.Error, "two problems")]));

        var tree = JsonNode.Parse((await ExplainAsync("main", "--json")).Out)!;

        Assert.Equal(("change", "Error", "two problems"), ((string)tree["name"]!, (string)tree["verdict"]!, (string)tree["reason"]!));
        Assert.Equal("policy", (string)tree["children"]![0]!["name"]!);
        Assert.Empty(tree["children"]![0]!["children"]!.AsArray());
    }

    [Fact]
    public async Task A_change_that_is_not_decided_yet_is_a_no()
    {
        _answer = Record(null);

        var run = await ExplainAsync("main", "--json");

        Assert.Equal((1, "Missing"), (run.Exit, (string)JsonNode.Parse(run.Out)!["verdict"]!));
    }

    [Fact]
    public async Task What_would_be_is_marked_where_it_differs_and_said_to_be_assumed()
    {
        _judged = Judged(Verdict.Pass);

        var run = await ExplainAsync("v1", "--release", "--assume", "approved by bob", "--assume", "antivirus.completed=pass");

        Assert.Equal(0, run.Exit);
        Assert.Contains("+ pass (was missing) approvals  Approved by bob", run.Out, StringComparison.Ordinal);
        Assert.Contains("Assumed, not so: approved by bob; antivirus.completed=pass. Nothing was changed.", run.Out, StringComparison.Ordinal);
        Assert.Contains("It would be pass instead of missing.", run.Out, StringComparison.Ordinal);
        Assert.StartsWith("/api/products/acme/shop/gate?ref=v1&release=true&assume=approved%20by%20bob&assume=antivirus.completed%3Dpass ", _asked, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_exit_code_of_what_would_be_is_the_verdicts_and_machines_get_the_tree_with_what_was_assumed()
    {
        _judged = Judged(Verdict.Fail);

        var run = await ExplainAsync("v1", "--assume", "approved by bob", "--json");

        var tree = JsonNode.Parse(run.Out)!;
        Assert.Equal((1, "release v1", "Fail", "Missing"), (run.Exit, (string)tree["name"]!, (string)tree["verdict"]!, (string)tree["was"]!));
        Assert.Equal("approved by bob", (string)tree["assumed"]![0]!);
        Assert.Equal("release v1/approvals", (string)tree["changed"]![0]!["path"]!);
        Assert.Equal("approvals", (string)tree["children"]![0]!["name"]!);
    }

    [Fact]
    public async Task A_change_that_nobody_knows_is_a_wrong_input_and_a_server_that_is_away_is_told_apart()
    {
        var unknown = await ExplainAsync("main");
        await _server.StopAsync();
        var away = await ExplainAsync("main");

        Assert.Equal((2, 3), (unknown.Exit, away.Exit));
        Assert.Contains("acme/shop", unknown.Notes, StringComparison.Ordinal);
        Assert.DoesNotContain("word", away.Notes + away.Out, StringComparison.Ordinal);
    }

    private Task<ProgramRun> ExplainAsync(string reference, params string[] options) => StewardCommand.RunAsync(
        AppContext.BaseDirectory,
        new Dictionary<string, string> { ["STEWARD_URL"] = Address, ["STEWARD_TOKEN"] = "word" },
        ["gate", "explain", "Acme/Shop", reference, .. options]);

    private string Address => _address ??= _server.Urls.First();

    private string? _address;

    private static GateAnswer Judged(Verdict verdict) => new(
        ProductId.Parse("acme/shop"), CommitSha.Parse(new string('a', 40)), "v1", ["approved by bob", "antivirus.completed=pass"], Verdict.Missing,
        [new ChangedNode("release v1/approvals", Verdict.Missing, verdict)],
        VerdictNode.All("release v1", [new("approvals", verdict, "Approved by bob; 1 is asked for.")]));

    private static ChangeRecord Record(VerdictNode? tree) => new()
    {
        Id = new ChangeId(ProductId.Parse("acme/shop"), CommitSha.Parse(new string('a', 40))),
        Ref = "refs/heads/main",
        Before = CommitSha.None,
        Actor = "github:ann",
        ReceivedAt = DateTimeOffset.UnixEpoch,
        State = tree is null ? ChangeState.Running : ChangeState.Decided,
        Tree = tree,
    };
}
