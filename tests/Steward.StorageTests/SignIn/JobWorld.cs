using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Steward.Access.Bearers;
using Steward.Kernel;
using Steward.Ledger;
using Steward.Products;
using Steward.TestKit.Access;
using Steward.TestKit.Git;
using Steward.TestKit.Web;

namespace Steward.StorageTests.SignIn;

/// <summary>Steward with GitHub Actions as a believed issuer, and a product with one commit.</summary>
internal sealed class JobWorld : IAsyncDisposable
{
    public const string Audience = "https://steward.example";
    public static readonly ProductId Product = ProductId.Parse("acme/app");

    private const string Report = """<testsuite name="t"><testcase classname="c" name="n" time="0.1"/></testsuite>""";

    private JobWorld(WebWorld web, FakeIssuer issuer, GitRepositoryBuilder repository, CommitSha head) => (Web, Issuer, Repository, Head) = (web, issuer, repository, head);

    public WebWorld Web { get; }

    public FakeIssuer Issuer { get; }

    public GitRepositoryBuilder Repository { get; }

    public CommitSha Head { get; }

    public static async Task<JobWorld> StartAsync(Action<GitHubActionsOptions>? options = null)
    {
        var (issuer, repository) = (await FakeIssuer.StartAsync(), await GitRepositoryBuilder.CreateAsync());
        var jobs = new GitHubActionsOptions { Issuer = issuer.Name, Owners = ["acme"] };
        options?.Invoke(jobs);
        var web = await WebWorld.StartAsync(with: services => services.AddSingleton<ITrustedIssuer>(new GitHubActionsIssuer(jobs, [Audience])));
        var head = await repository.Write("a.txt", "a\n").CommitAsync("Begin");
        await web.Get<IProductStore>().PutAsync(new Product(Product, repository.Source, "main", web.Clock.GetUtcNow()), CancellationToken.None);
        return new JobWorld(web, issuer, repository, head);
    }

    /// <summary>The claims of a job for the head, as they should be.</summary>
    public JsonObject Claims() => JobClaims.Of(Issuer, Audience, Head, Web.Clock.GetUtcNow());

    /// <summary>Uploads a report with a token.</summary>
    public Task<HttpResponseMessage> UploadAsync(string token, CommitSha? commit = null, string product = "acme/app") =>
        SendAsync(token, $"/api/results/{product}/{commit ?? Head}?set=unit", new StringContent(Report));

    public async Task<HttpResponseMessage> SendAsync(string token, string path, HttpContent? body = null)
    {
        using var client = Web.Client(null);
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return body is null ? await client.GetAsync(path) : await client.PostAsync(path, body);
    }

    public async Task<List<Evidence>> EvidenceAsync(CommitSha? commit = null) =>
        await Web.Get<ILedger>().FindAsync(Product, Subject.Commit(commit ?? Head), CancellationToken.None).Select(e => e.Evidence).ToListAsync();

    public async ValueTask DisposeAsync()
    {
        await Web.DisposeAsync();
        await Issuer.DisposeAsync();
        await Repository.DisposeAsync();
    }
}
