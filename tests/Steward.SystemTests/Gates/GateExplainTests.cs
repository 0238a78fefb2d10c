using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Steward.Changes;
using Steward.Gates;
using Steward.Kernel;
using Steward.TestKit.Programs;

namespace Steward.SystemTests.Gates;

/// <summary><c>steward gate explain</c> against a server that answers as Steward's API does.</summary>
public sealed class GateExplainTests : IAsyncLifetime
{
    private readonly WebApplication _server = WebApplication.CreateSlimBuilder().Build();
    private string _asked = "";
    private ChangeRecord? _answer;

    public async ValueTask InitializeAsync()
    {
        _server.Urls.Add("http://127.0.0.1:0");
        _server.Run(async context =>
        {
            _asked = $"{context.Features.Get<IHttpRequestFeature>()!.RawTarget} {context.Request.Headers.Authorization}";
            context.Response.StatusCode = (int)(_answer is null ? HttpStatusCode.NotFound : HttpStatusCode.OK);
            if (_answer is not null) await context.Response.WriteAsJsonAsync(_answer, Json.Options);
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
    public async Task A_change_that_nobody_knows_is_a_wrong_input_and_a_server_that_is_away_is_told_apart()
    {
        var unknown = await ExplainAsync("main");
        await _server.StopAsync();
        var away = await ExplainAsync("main");

        Assert.Equal((2, 3), (unknown.Exit, away.Exit));
        Assert.Contains("acme/shop", unknown.Notes, StringComparison.Ordinal);
        Assert.DoesNotContain("word", away.Notes + away.Out, StringComparison.Ordinal);
    }

    private Task<ProgramRun> ExplainAsync(string reference, params string[] options) => StewardProgram.RunAsync(
        AppContext.BaseDirectory,
        new Dictionary<string, string> { ["STEWARD_URL"] = Address, ["STEWARD_TOKEN"] = "word" },
        ["gate", "explain", "Acme/Shop", reference, .. options]);

    private string Address => _address ??= _server.Urls.First();

    private string? _address;

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
