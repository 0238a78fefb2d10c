using Steward.Azure.Git;
using Steward.Source;
using Steward.TestKit.Git;
using Steward.TestKit.Sources;

namespace Steward.StorageTests.Sources;

/// <summary>The adapter for repositories on this machine.</summary>
internal sealed class LocalGitWorld(GitRepositoryBuilder repository) : SourceWorld
{
    private readonly GitRepository _opened = new(repository.Path, new GitLimits(), TimeProvider.System);

    public override ISource Source => _opened.Source;

    public override ValueTask DisposeAsync() => _opened.DisposeAsync();
}

public sealed class LocalGitChangesTests : SourceChangesContract
{
    protected override Task<SourceWorld> OpenAsync(GitRepositoryBuilder repository) => Task.FromResult<SourceWorld>(new LocalGitWorld(repository));
}

public sealed class LocalGitReadingTests : SourceReadingContract
{
    protected override Task<SourceWorld> OpenAsync(GitRepositoryBuilder repository) => Task.FromResult<SourceWorld>(new LocalGitWorld(repository));
}
