using System.Text;
using Steward.Kernel;
using Steward.Policy;
using Steward.Products;
using Steward.Source;

namespace Steward.Stages.Development.Backups.Servers;

/// <summary>The file of servers at a commit.</summary>
/// <param name="Commit">The commit.</param>
/// <param name="Reading">What reading it gave.</param>
public sealed record ServersFileAt(CommitSha Commit, ServersReading Reading);

/// <summary>Reads the file of servers at the head of its repository's default branch.</summary>
public sealed class ServersFiles(BackupOptions options, ISourceCatalog sources, IProductStore products)
{
    private volatile ServersFileAt? _newest;

    /// <summary>The file; null where this Steward has none. NotFound when its repository is not registered.</summary>
    public async Task<ServersFileAt?> HeadAsync(CancellationToken cancellation)
    {
        if (options.Repository is not { } repository) return null;
        var product = await products.GetAsync(repository, cancellation)
            ?? throw StewardException.NotFound($"The repository {repository} with {ServersModel.FileName} is not registered. Register it as a product first.");
        var source = await sources.OpenAsync(repository, cancellation);
        var head = await source.ResolveAsync(product.DefaultBranch, cancellation)
            ?? throw StewardException.NotFound($"The repository {repository} has no branch {product.DefaultBranch}.");
        if (_newest is { } kept && kept.Commit == head) return kept;
        return _newest = new ServersFileAt(head, await ReadAsync(source, head, cancellation));
    }

    private static async Task<ServersReading> ReadAsync(ISource source, CommitSha commit, CancellationToken cancellation)
    {
        if (await source.FindEntryAsync(commit, ServersModel.FileName, cancellation) is not { Kind: EntryKind.File or EntryKind.Executable } entry)
            return new ServersReading(null, [new PolicyProblem("", 1, 1, $"There is no file {ServersModel.FileName} at the top of the repository.")]);
        return ServersReader.Read(Encoding.UTF8.GetString(await source.ReadBlobAsync(entry.Blob, ServersReader.MaxBytes, ServersModel.FileName, cancellation)));
    }
}
