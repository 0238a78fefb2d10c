using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Steward.Azure.GitHub;
using Steward.Kernel;
using Steward.TestKit.Git;
using Xunit;

namespace Steward.TestKit.GitHub;

/// <summary>
/// A GitHub over HTTP on loopback, with state: what is posted can be read again. Contents come from real git repositories. Calls are recorded;
/// a call that the fake does not know is answered with 404 and fails <see cref="AssertNothingUnexpected"/>.
/// </summary>
public sealed class FakeGitHub : IAsyncDisposable
{
    private readonly ConcurrentDictionary<ProductId, FakeRepository> _repositories = new();
    private readonly List<FakeFault> _faults = [];
    private readonly ConcurrentQueue<FakeCall> _calls = new();
    private readonly ConcurrentQueue<string> _unexpected = new();
    private readonly WebApplication _app;

    private FakeGitHub(TimeProvider time, IEnumerable<IFakeResource> resources)
    {
        Time = time;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0));
        _app = builder.Build();
        _app.Use(FakeClones.ServeAsync(this));
        _app.Use(FakePipeline.RecordAsync(this));
        _app.Use(FakePipeline.FaultsAsync(this));
        _app.Use(FakePipeline.CredentialsAsync(this));
        _app.Use(FakePipeline.ETagsAsync);
        _app.UseRouting();
        foreach (var resource in resources) resource.Map(_app, this);
        _app.MapFallback(FakePipeline.Unknown(this));
    }

    /// <summary>The clock by which tokens end.</summary>
    public TimeProvider Time { get; }

    /// <summary>The app: its key, and the tokens that it was given.</summary>
    public FakeApp App { get; } = new();

    /// <summary>Deliveries of the app's webhook.</summary>
    public FakeDeliveries Deliveries { get; } = new();

    /// <summary>GraphQL operations by name.</summary>
    public FakeGraphQl GraphQl { get; } = new();

    /// <summary>How the fake limits what it tells at once.</summary>
    public FakeLimits Limits { get; } = new();

    /// <summary>The API's root.</summary>
    public Uri Address => new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First() + "/");

    /// <summary>Every call so far, oldest first.</summary>
    public IReadOnlyList<FakeCall> Calls => [.. _calls];

    /// <summary>Calls of a method whose path has a part.</summary>
    public IReadOnlyList<FakeCall> CallsOf(string method, string pathPart) =>
        [.. _calls.Where(c => c.Method == method && c.Path.Contains(pathPart, StringComparison.Ordinal))];

    /// <summary>Starts a fake; <paramref name="more"/> are resources besides the usual ones.</summary>
    public static async Task<FakeGitHub> StartAsync(TimeProvider? time = null, params IFakeResource[] more)
    {
        IFakeResource[] usual = [new FakeInstallations(), new FakeTrees(), new FakeBlobs(), new FakeCommits(), new FakeCompare(), new FakeCheckRuns(), new FakeWorkflows(),
            new FakeDeployments(), new FakePulls(), new FakeReleases()];
        var github = new FakeGitHub(time ?? TimeProvider.System, [.. usual, .. more]);
        github.Deliveries.Map(github._app, github);
        github.GraphQl.Map(github._app, github);
        await github._app.StartAsync();
        return github;
    }

    /// <summary>Puts a repository on GitHub, with the app installed on it.</summary>
    public FakeRepository Add(string product, GitRepositoryBuilder repository) => Add(ProductId.Parse(product), repository.Path);

    /// <summary>Puts a repository on GitHub, with the app installed on it.</summary>
    public FakeRepository Add(ProductId product, string path) => _repositories[product] = new FakeRepository(product, path, 1000 + _repositories.Count);

    /// <summary>The repository, or null.</summary>
    public FakeRepository? Find(string owner, string name) => ProductId.TryParse($"{owner}/{name}", out var id) ? _repositories.GetValueOrDefault(id) : null;

    /// <summary>The repository of an installation, or null.</summary>
    public FakeRepository? Find(long installation) => _repositories.Values.FirstOrDefault(r => r.Installation == installation);

    /// <summary>Options with which Steward speaks to this GitHub.</summary>
    public GitHubOptions Options() => new() { AppId = App.Id, PrivateKey = FakeApp.PrivateKey, BaseAddress = Address };

    /// <summary>Answers the next calls (whose path has a part) with a failure; status 0 breaks the connection off.</summary>
    public void FailNext(int status, IReadOnlyDictionary<string, string>? headers = null, int times = 1, string body = "{}", string pathPart = "")
    {
        lock (_faults) _faults.Add(new FakeFault(status, headers ?? new Dictionary<string, string>(), body, pathPart) { Left = times });
    }

    /// <summary>Begins the next answer (to a call whose path has a part) and never ends it.</summary>
    public void StallNext(string pathPart) => FailNext(FakeFault.Stall, pathPart: pathPart);

    /// <summary>Fails when anything was asked for that the fake does not know.</summary>
    public void AssertNothingUnexpected() => Assert.Empty(_unexpected);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    internal void Record(FakeCall call) => _calls.Enqueue(call);

    internal void Unexpected(string what) => _unexpected.Enqueue(what);

    internal FakeFault? TakeFault(string path)
    {
        lock (_faults)
        {
            var fault = _faults.FirstOrDefault(f => f.Left > 0 && path.Contains(f.PathPart, StringComparison.Ordinal));
            if (fault is not null) fault.Left--;
            return fault;
        }
    }
}
