using Steward.TestKit.Changes;
using Steward.TestKit.Git;
using Xunit;

namespace Steward.StorageTests.Changes;

/// <summary>Tests about changes: a repository, and a world that judges it.</summary>
public abstract class ChangeTests : IAsyncLifetime
{
    protected GitRepositoryBuilder Repository { get; private set; } = null!;

    protected ChangeWorld World { get; private set; } = null!;

    public async ValueTask InitializeAsync() => (Repository, World) = (await GitRepositoryBuilder.CreateAsync(), await ChangeWorld.CreateAsync());

    public async ValueTask DisposeAsync()
    {
        await World.DisposeAsync();
        await Repository.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
