using Steward.Source;
using Steward.TestKit.Git;

namespace Steward.TestKit.Sources;

/// <summary>An adapter under test, opened on a real repository.</summary>
public abstract class SourceWorld : IAsyncDisposable
{
    /// <summary>The adapter.</summary>
    public abstract ISource Source { get; }

    /// <inheritdoc/>
    public abstract ValueTask DisposeAsync();
}

/// <summary>What every conformance suite of sources shares: it asks for the adapter, and compares it with what git itself says.</summary>
public abstract class SourceSuite
{
    /// <summary>Opens the adapter on a repository.</summary>
    protected abstract Task<SourceWorld> OpenAsync(GitRepositoryBuilder repository);
}
