using Microsoft.Extensions.DependencyInjection;
using Steward.Azure.GitHub;
using Steward.Azure.Sources;
using Steward.Kernel;
using Steward.Products;
using Steward.Source;
using Steward.TestKit.Git;
using Steward.TestKit.GitHub;
using Steward.TestKit.Sources;

namespace Steward.StorageTests.Sources;

/// <summary>The adapter for GitHub, on a fake one that has the repository's contents.</summary>
internal sealed class GitHubWorld : SourceWorld
{
    public static readonly ProductId Product = ProductId.Parse("acme/shop");
    private readonly ServiceProvider _services;

    private GitHubWorld(FakeGitHub github, FakeRepository repository, ServiceProvider services, ISource source) =>
        (GitHub, Repository, _services, Source) = (github, repository, services, source);

    public FakeGitHub GitHub { get; }

    public FakeRepository Repository { get; }

    public IServiceProvider Services => _services;

    public override ISource Source { get; }

    public static async Task<GitHubWorld> OpenAsync(
        GitRepositoryBuilder repository, TimeProvider? time = null, Action<GitHubOptions>? configure = null, Action<IServiceCollection>? add = null)
    {
        var github = await FakeGitHub.StartAsync(time);
        var options = github.Options();
        configure?.Invoke(options);
        var services = new ServiceCollection().AddSingleton(time ?? TimeProvider.System).AddLogging()
            .AddSingleton<IProductStore>(new OneProduct(new Product(Product, "github", "main", DateTimeOffset.UnixEpoch)))
            .AddSources(new SourceOptions { GitHub = options });
        add?.Invoke(services);
        var provider = services.BuildServiceProvider();
        var source = await provider.GetRequiredService<ISourceCatalog>().OpenAsync(Product, default);
        return new GitHubWorld(github, github.Add(Product, repository.Path), provider, source);
    }

    public override async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await GitHub.DisposeAsync();
        GitHub.AssertNothingUnexpected();
    }
}

public sealed class GitHubChangesTests : SourceChangesContract
{
    protected override async Task<SourceWorld> OpenAsync(GitRepositoryBuilder repository) => await GitHubWorld.OpenAsync(repository);
}

public sealed class GitHubReadingTests : SourceReadingContract
{
    protected override async Task<SourceWorld> OpenAsync(GitRepositoryBuilder repository) => await GitHubWorld.OpenAsync(repository);
}
