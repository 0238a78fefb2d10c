using System.Collections.Concurrent;
using Steward.Azure.Git;
using Steward.Kernel;
using Steward.Products;
using Steward.Source;

namespace Steward.Azure.Sources;

/// <summary>Opens <c>git:/absolute/path</c>, and keeps repositories open, so that their readers of blobs are shared.</summary>
internal sealed class LocalGitSources(SourceOptions options, TimeProvider time) : ISourceFactory, IAsyncDisposable, IDisposable
{
    private readonly ConcurrentDictionary<string, Lazy<GitRepository>> _repositories = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public string Scheme => "git";

    /// <inheritdoc/>
    public ISource Open(Product product)
    {
        var path = product.Source["git:".Length..];
        if (!Path.IsPathFullyQualified(path))
            throw StewardException.Invalid($"The source of {product.Id} must be git: and an absolute path, not '{Texts.Clip(product.Source, 200)}'.");
        return _repositories.GetOrAdd(path, p => new Lazy<GitRepository>(() => new GitRepository(p, options.Git, time))).Value.Source;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var opened in _repositories.Values.Where(r => r.IsValueCreated)) await opened.Value.DisposeAsync();
    }

    /// <inheritdoc/>
    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();
}
