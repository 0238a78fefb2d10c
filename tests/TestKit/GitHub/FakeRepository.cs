using System.Collections.Concurrent;
using Steward.Kernel;
using Steward.TestKit.Git;

namespace Steward.TestKit.GitHub;

/// <summary>A repository on the fake GitHub, with the contents of a real one on this machine.</summary>
public sealed class FakeRepository(ProductId product, string path, long installation)
{
    public ProductId Product { get; } = product;

    public string Path { get; } = path;

    /// <summary>The app's installation on it.</summary>
    public long Installation { get; } = installation;

    /// <summary>Its check runs, oldest first.</summary>
    public List<FakeCheckRun> CheckRuns { get; } = [];

    /// <summary>The jobs of its workflow runs, of all attempts.</summary>
    public ConcurrentQueue<FakeJob> Jobs { get; } = [];

    /// <summary>Deployments that wait, or have waited, for a custom protection rule.</summary>
    public ConcurrentQueue<FakeDeployment> Deployments { get; } = [];

    /// <summary>The accounts that addresses of commits belong to: login by address.</summary>
    public ConcurrentDictionary<string, string> Logins { get; } = [];

    /// <summary>Its pull requests.</summary>
    public ConcurrentQueue<FakePull> Pulls { get; } = [];

    /// <summary>Its releases.</summary>
    public ConcurrentQueue<FakeRelease> Releases { get; } = [];

    public Task<string> GitAsync(params string[] arguments) => GitProgram.RunAsync(Path, arguments);

    public Task<string?> TryGitAsync(params string[] arguments) => GitProgram.TryAsync(Path, arguments);

    /// <summary>The full name of an object, or null; the fake's own callers have made sure that it is no option.</summary>
    public Task<string?> ResolveAsync(string expression) => TryGitAsync("rev-parse", "--verify", "--quiet", "--end-of-options", expression);
}
