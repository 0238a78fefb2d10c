using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Steward.Azure.GitHub;
using Steward.Azure.Sources;
using Steward.Azure.Storage;
using Steward.Engine;
using Steward.Intake;
using Steward.Kernel;
using Steward.Ledger;
using Steward.Products;
using Steward.Stages;
using Steward.TestKit.Changes;
using Steward.TestKit.Git;
using Steward.TestKit.GitHub;
using Steward.TestKit.Intake;
using Xunit;

namespace Steward.StorageTests.Release;

/// <summary>A Steward behind its webhook's door, with a GitHub on the other side.</summary>
internal sealed class GitHubReleaseWorld : IAsyncDisposable
{
    /// <summary>A policy whose gate asks for nothing that these tests do not bring.</summary>
    public const string Policy = "version: 1\ngate: {requires: [release/history]}\n";

    private const string Code = "code: {processors: {tests: {paths: [none]}}}";
    private int _deliveries;

    private GitHubReleaseWorld(ChangeWorld world, IntakeHost host, FakeGitHub gitHub, GitRepositoryBuilder repository) =>
        (World, Host, GitHub, Repository, OnGitHub) = (world, host, gitHub, repository, gitHub.Add("acme/shop", repository));

    public static ProductId Product { get; } = ProductId.Parse("acme/shop");

    public ChangeWorld World { get; }

    public IntakeHost Host { get; }

    public FakeGitHub GitHub { get; }

    public GitRepositoryBuilder Repository { get; }

    public FakeRepository OnGitHub { get; }

    public static async Task<GitHubReleaseWorld> CreateAsync(Action<GitHubOptions>? configure = null)
    {
        var (gitHub, repository) = (await FakeGitHub.StartAsync(), await GitRepositoryBuilder.CreateAsync());
        var options = gitHub.Options();
        configure?.Invoke(options);
        var world = await ChangeWorld.CreateAsync(more: services => services.AddSources(new SourceOptions { GitHub = options }));
        var host = await IntakeHost.StartAsync(world.Get<StorageAccount>(), services =>
        {
            foreach (var handler in world.All<IRepositoryEventHandler>()) services.AddSingleton(handler);
        });
        await world.Get<IProductStore>().PutAsync(new Product(Product, "github", "main", DateTimeOffset.UnixEpoch), CancellationToken.None);
        return new GitHubReleaseWorld(world, host, gitHub, repository);
    }

    /// <summary>Commits with a policy; <paramref name="more"/> stands below release.</summary>
    public Task<CommitSha> CommitAsync(string more = "", string policy = Policy) =>
        Repository.Write("steward.yaml", $"{policy}release: {{{Code}{(more.Length > 0 ? $", {more}" : "")}}}\n").Write("a.txt", "a\n").CommitAsync("Begin");

    /// <summary>Brings a commit through the stages, of which only the comparison with the policy before runs here.</summary>
    public Task<ChangeId> DecideAsync(CommitSha commit) => World.DecideAsync(Product, commit, new StageStep(Stage.Testing, "expectations", "Expectations"));

    /// <summary>A deployment begins to wait on GitHub, and its webhook comes.</summary>
    public async Task<FakeDeployment> AskAsync(CommitSha commit, long id = 77, string environment = "production", string reference = "main", string? callbackHost = null)
    {
        var waiting = new FakeDeployment(id * 10, environment);
        OnGitHub.Deployments.Enqueue(waiting);
        await AskAgainAsync(commit, id, environment, reference, callbackHost);
        return waiting;
    }

    /// <summary>The webhook of a deployment, as GitHub delivers it again.</summary>
    public Task AskAgainAsync(CommitSha commit, long id = 77, string environment = "production", string reference = "main", string? callbackHost = null, string product = "acme/shop") =>
        SendAsync("deployment_protection_rule", body =>
        {
            body["repository"]!["full_name"] = product;
            body["environment"] = environment;
            body["deployment_callback_url"] = $"https://{callbackHost ?? GitHub.Address.Authority}/repos/{product}/actions/runs/{id * 10}/deployment_protection_rule";
            Deployment(body, commit, id, environment, reference);
        });

    /// <summary>A deployment has another state.</summary>
    public Task StatusAsync(CommitSha commit, string state, long id = 77, string environment = "production") => SendAsync("deployment_status", body =>
    {
        body["deployment_status"]!["state"] = state;
        Deployment(body, commit, id, environment, "main");
    });

    /// <summary>Waits until the orchestration of an id is there and has ended.</summary>
    public async Task<OrchestrationMetadata> EndAsync(string id)
    {
        await Steward.TestKit.Hosts.Eventually.TrueAsync($"{id} is started", async () => await World.Engine.GetInstanceAsync(id) is not null);
        return await World.EndAsync(id);
    }

    /// <summary>Waits until a deployment's orchestration has ended well.</summary>
    public async Task<OrchestrationMetadata> AnsweredAsync(long id = 77)
    {
        var ended = await EndAsync($"deployment:acme/shop:{id}");
        Assert.True(ended.RuntimeStatus == OrchestrationRuntimeStatus.Completed, ended.FailureDetails?.ErrorMessage);
        return ended;
    }

    /// <summary>The evidence of a kind about a commit.</summary>
    public async Task<List<Evidence>> EvidenceAsync(CommitSha commit, string kind) =>
        await World.Ledger.FindAsync(Product, Subject.Commit(commit), CancellationToken.None).Select(e => e.Evidence).Where(e => e.Kind == kind).ToListAsync();

    /// <summary>A webhook as it stands in the fixture, changed, signed and sent.</summary>
    public async Task SendAsync(string name, Action<JsonNode> change, string? eventName = null)
    {
        var body = JsonNode.Parse(Payloads.Fixture(name))!;
        body["repository"]!["full_name"] = "acme/shop";
        change(body);
        var reply = await Host.Client.SendAsync(eventName ?? name, $"delivery-{++_deliveries}", System.Text.Encoding.UTF8.GetBytes(body.ToJsonString()));
        Assert.True(reply.Status == System.Net.HttpStatusCode.Accepted && !reply.Body.Contains("Ignored", StringComparison.Ordinal), reply.Body);
    }

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        await World.DisposeAsync();
        await GitHub.DisposeAsync();
        await Repository.DisposeAsync();
        GitHub.AssertNothingUnexpected();
    }

    private static void Deployment(JsonNode body, CommitSha commit, long id, string environment, string reference)
    {
        var deployment = body["deployment"]!;
        (deployment["id"], deployment["sha"], deployment["ref"], deployment["environment"]) = (id, commit.ToString(), reference, environment);
    }
}
