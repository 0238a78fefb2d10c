using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Steward.Answers;
using Steward.Gates;
using Steward.Kernel;
using Steward.Ledger;
using Steward.Ledger.Merkle;
using Steward.Products;
using Steward.Stages.Release.Tracing;
using Steward.SystemTests.Commands;
using Steward.TestKit.Git;
using Steward.TestKit.Programs;

namespace Steward.SystemTests.Tracing;

/// <summary><c>steward trace</c> against a server that answers as Steward's API does.</summary>
public sealed class TraceCommandTests : IAsyncLifetime
{
    private static readonly ProductId Shop = ProductId.Parse("acme/shop");
    private static readonly CommitSha Commit = CommitSha.Parse(new string('a', 40));
    private readonly WebApplication _server = WebApplication.CreateSlimBuilder().Build();
    private string _asked = "";
    private object? _answer;
    private List<Product>? _products;

    public async ValueTask InitializeAsync()
    {
        _server.Urls.Add("http://127.0.0.1:0");
        _server.Run(async context =>
        {
            _asked = context.Features.Get<IHttpRequestFeature>()!.RawTarget;
            context.Response.StatusCode = (int)(_answer is null ? HttpStatusCode.NotFound : HttpStatusCode.OK);
            if (_asked == "/api/products") (context.Response.StatusCode, _products) = (200, _products ?? []);
            await context.Response.WriteAsJsonAsync(_asked == "/api/products" ? new ProductList([.. _products!.Select(p => new ProductStatus(p, null))]) : _answer ?? new { detail = "acme/shop has no branch 'nowhere'." }, Json.Options);
        });
        await _server.StartAsync();
    }

    public async ValueTask DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task A_line_is_told_in_a_sentence_and_a_table_by_steps()
    {
        _answer = Trace();

        var run = await TraceAsync("src/a.cs:12", "--ref", "v1");

        Assert.Equal(0, run.Exit);
        Assert.Equal("/api/products/acme/shop/trace?path=src%2Fa.cs&line=12&ref=v1", _asked);
        Assert.StartsWith("This line was written by commit aaaaaaaaaa.", run.Out, StringComparison.Ordinal);
        var (push, gate) = (run.Out.IndexOf("push", StringComparison.Ordinal), run.Out.IndexOf("gate", StringComparison.Ordinal));
        Assert.True(push > 0 && gate > push && run.Out.Contains("holds", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Machines_get_the_commit_the_change_and_the_chain_with_indices_and_proofs()
    {
        _answer = Trace();

        var trace = JsonNode.Parse((await TraceAsync("src/a.cs:12", "--json")).Out)!;

        Assert.Equal((Commit.ToString(), Commit.ToString()), ((string)trace["commit"]!["sha"]!, (string)trace["change"]!["head"]!));
        Assert.Equal([0, 1], trace["chain"]!.AsArray().Select(e => (int)e!["index"]!));
        Assert.Equal(32, Convert.FromBase64String((string)trace["chain"]![1]!["proof"]!["hashes"]![0]!).Length);
        Assert.NotNull(trace["checkpoint"]!["signedNote"]);
    }

    [Fact]
    public async Task A_line_that_no_change_has_brought_and_a_proof_that_does_not_hold_are_a_no()
    {
        var trace = Trace();
        _answer = trace with { Change = null };
        Assert.Equal(1, (await TraceAsync("src/a.cs:12")).Exit);
        _answer = trace with { Chain = [trace.Chain[0] with { Evidence = trace.Chain[0].Evidence with { Actor = "github:eve" } }] };
        var broken = await TraceAsync("src/a.cs:12");
        Assert.Equal(1, broken.Exit);
        Assert.Contains("does not hold", broken.Notes, StringComparison.Ordinal);
        Assert.Contains("BROKEN", broken.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Releases_are_asked_for_by_evidence_commit_blob_or_dependency()
    {
        _answer = new ReleasesTrace(Shop, "dependency:@acme/pad", [new TracedRelease("v1", Commit, DateTimeOffset.UnixEpoch, 7) { Released = true }]) { Sentence = "1 release contains dependency:@acme/pad: v1." };
        var run = await TraceAsync("--dependency", "@acme/pad");
        Assert.Equal((0, "/api/products/acme/shop/trace/releases?dependency=%40acme%2Fpad"), (run.Exit, _asked));
        Assert.Contains("v1", run.Out, StringComparison.Ordinal);
        _answer = new ReleasesTrace(Shop, "commit:x", []) { Sentence = "No release is known to contain it." };
        Assert.Equal(1, (await TraceAsync("--commit", "main")).Exit);
        Assert.EndsWith("?commit=main", _asked, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wrong_places_and_what_is_not_there_are_wrong_inputs_with_what_to_do()
    {
        Assert.Equal(2, (await TraceAsync("src/a.cs")).Exit);
        Assert.Equal(2, (await TraceAsync("src/a.cs:none")).Exit);
        Assert.Equal(2, (await TraceAsync("../a.cs:1")).Exit);
        Assert.Equal(2, (await TraceAsync()).Exit);
        Assert.Equal(2, (await TraceAsync("a.cs:1", "--commit", "main")).Exit);
        Assert.Equal("", _asked);
        var unknown = await TraceAsync("src/a.cs:1", "--ref", "nowhere");
        Assert.Equal(2, unknown.Exit);
        Assert.Contains("has no branch 'nowhere'", unknown.Notes, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_product_it_is_that_of_the_repository_around_the_folder_by_its_remote_on_GitHub_or_its_path()
    {
        _answer = Trace();
        await using var repository = await GitRepositoryBuilder.CreateAsync();
        await repository.Write("src/a.cs", "a\n").CommitAsync("Begin");
        _products = [Of("acme/other", "git:/elsewhere"), Of("local/copy", repository.Source)];
        Assert.Equal(0, (await RunAsync(Path.Combine(repository.Path, "src"), "src/a.cs:1", "--json")).Exit);
        Assert.Equal("/api/products/local/copy/trace?path=src%2Fa.cs&line=1", _asked);

        await repository.GitAsync("remote", "add", "origin", "git@github.com:Acme/Shop.git");
        _products = [Of("acme/other", "github"), Of("acme/shop", "github")];
        Assert.Equal(0, (await RunAsync(repository.Path, "src/a.cs:1", "--ref", "v1")).Exit);
        Assert.Equal("/api/products/acme/shop/trace?path=src%2Fa.cs&line=1&ref=v1", _asked);
    }

    [Fact]
    public async Task Where_there_are_several_products_or_none_it_says_to_name_one()
    {
        await using var repository = await GitRepositoryBuilder.CreateAsync();
        await repository.GitAsync("remote", "add", "origin", "https://github.com/acme/shop/");
        _products = [Of("acme/other", "github")];
        var none = await RunAsync(repository.Path, "src/a.cs:1");
        Assert.Equal(2, none.Exit);
        Assert.Contains("its remotes name acme/shop; it has acme/other", Flat(none.Notes), StringComparison.Ordinal);
        Assert.Contains("--product", none.Notes, StringComparison.Ordinal);

        _products = [Of("acme/shop", "github"), Of("local/copy", repository.Source)];
        var several = await RunAsync(repository.Path, "src/a.cs:1");
        Assert.Equal(2, several.Exit);
        Assert.Contains("several products of Steward: acme/shop, local/copy", Flat(several.Notes), StringComparison.Ordinal);

        var folder = Directory.CreateTempSubdirectory("steward-trace-");
        var outside = await RunAsync(folder.FullName, "src/a.cs:1");
        folder.Delete();
        Assert.Equal(2, outside.Exit);
        Assert.Contains("--product owner/name", Flat(outside.Notes), StringComparison.Ordinal);
    }

    private static string Flat(string text) => string.Join(' ', text.Split((char[])[' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries));

    private static Product Of(string id, string source) => new(ProductId.Parse(id), source, "main", DateTimeOffset.UnixEpoch);

    private static LineTrace Trace()
    {
        Evidence Of(string kind) => new()
        {
            Id = Evidence.IdFor(kind, Subject.Commit(Commit), ""), Time = DateTimeOffset.UnixEpoch, Actor = "github:ada", Kind = kind,
            Subject = Subject.Commit(Commit), Outcome = EvidenceOutcome.Pass, Summary = $"{kind} was done.",
        };
        var (gate, push) = (Of("change.decided"), Of("change.received"));
        var (left, right) = (TreeHash.Leaf(LeafData.Of(gate)), TreeHash.Leaf(LeafData.Of(push)));
        var root = TreeHash.Node(left, right);
        return new LineTrace(Shop, "src/a.cs", 12, "main", Commit, new TracedCommit(Commit, "src/a.cs", 12, "Begin", "Ada", DateTimeOffset.UnixEpoch),
            new TracedChange(Commit, "refs/heads/main", "github:ada", DateTimeOffset.UnixEpoch, Verdict.Pass))
        {
            Sentence = "This line was written by commit aaaaaaaaaa.",
            Checkpoint = new Checkpoint("steward/acme/shop", 2, root, "steward/acme/shop\n2\n"),
            Chain = [new TracedEvidence(TraceStep.Gate, 0, gate, new InclusionProof(0, 2, [right])), new TracedEvidence(TraceStep.Push, 1, push, new InclusionProof(1, 2, [left]))],
        };
    }

    private Task<ProgramRun> TraceAsync(params string[] arguments) => RunAsync(AppContext.BaseDirectory, [.. arguments, "--product", "Acme/Shop"]);

    private Task<ProgramRun> RunAsync(string folder, params string[] arguments) => StewardCommand.RunAsync(
        folder, new Dictionary<string, string> { ["STEWARD_URL"] = _server.Urls.First(), ["STEWARD_TOKEN"] = "word" }, ["trace", .. arguments]);
}
