using System.Text;
using Steward.Kernel;
using Steward.Ledger;
using Steward.Policy;
using Steward.Products;
using Steward.Source;
using Steward.Stages.Security.Access.Files;

namespace Steward.Stages.Security.Access.Running;

/// <summary>An access file at a commit.</summary>
/// <param name="Commit">The commit.</param>
/// <param name="Reading">What reading it gave.</param>
public sealed record AccessFileAt(CommitSha Commit, AccessReading Reading)
{
    /// <summary>The model; Invalid with the first problem where there is none.</summary>
    public AccessModel Require() => Reading.Model ?? throw StewardException.Invalid(
        $"{AccessModel.FileName} at {Commit.Abbreviated} cannot be used: line {Reading.Problems[0].Line}, column {Reading.Problems[0].Column}: {Reading.Problems[0].Path}: {Reading.Problems[0].Message}");
}

/// <summary>Reads the access file of the access repository: at the head of its default branch, or at a commit.</summary>
public sealed class AccessFiles(AccessOptions options, ISourceCatalog sources, IProductStore products, ILedger ledger)
{
    private const int MaxKept = 4;
    private volatile IReadOnlyList<AccessFileAt> _kept = [];

    /// <summary>The access repository; null: access is not administered here.</summary>
    public ProductId? Repository => options.Repository;

    /// <summary>The file at the head of the default branch.</summary>
    public async Task<AccessFileAt> HeadAsync(CancellationToken cancellation)
    {
        var repository = options.Require();
        var product = await products.GetAsync(repository, cancellation)
            ?? throw StewardException.NotFound($"The access repository {repository} is not registered. Register it as a product first.");
        var source = await sources.OpenAsync(repository, cancellation);
        var head = await source.ResolveAsync(product.DefaultBranch, cancellation)
            ?? throw StewardException.NotFound($"The access repository {repository} has no branch {product.DefaultBranch}.");
        return await AtAsync(head, cancellation);
    }

    /// <summary>The file at a commit; what is there never changes, so those that were read last are kept.</summary>
    public async Task<AccessFileAt> AtAsync(CommitSha commit, CancellationToken cancellation)
    {
        if (_kept.FirstOrDefault(k => k.Commit == commit) is { } kept) return kept;
        var read = new AccessFileAt(commit, await ReadAsync(commit, cancellation));
        _kept = [read, .. _kept.Take(MaxKept - 1)];
        return read;
    }

    /// <summary>The file that a person approved last; null: nobody has approved any.</summary>
    public async Task<SettledFile?> SettledAsync(CancellationToken cancellation)
    {
        var repository = options.Require();
        var last = await ledger.FindAsync(repository, Subject.Product(repository), cancellation).LastOrDefaultAsync(e => e.Evidence.Kind == AccessEvidence.Approved, cancellation);
        return await SettledAsync(last is null ? null : AccessEvidence.Text(last.Evidence, "commit"), cancellation);
    }

    /// <summary>The settled file of a commit as evidence names it; null: it names none.</summary>
    public async Task<SettledFile?> SettledAsync(string? named, CancellationToken cancellation)
    {
        if (!CommitSha.TryParse(named, out var commit)) return null;
        try
        {
            return new SettledFile(commit, (await AtAsync(commit, cancellation)).Reading.Model);
        }
        catch (StewardException rewritten) when (rewritten.Kind == FailureKind.NotFound)
        {
            return new SettledFile(commit, null);
        }
    }

    /// <summary>The file in force: that at the head, and while that has problems, the one that was planned with last. Invalid when there is neither.</summary>
    public async Task<AccessFileAt> InForceAsync(CancellationToken cancellation)
    {
        var head = await HeadAsync(cancellation);
        if (head.Reading.Model is not null) return head;
        return await CommitAtAsync(DateTimeOffset.MaxValue, cancellation) is { } planned ? await AtAsync(planned, cancellation) : head;
    }

    /// <summary>The commit of the file that the ledger says was in force at a time; null: none yet.</summary>
    public async Task<CommitSha?> CommitAtAsync(DateTimeOffset time, CancellationToken cancellation)
    {
        CommitSha? found = null;
        var repository = options.Require();
        await foreach (var entry in ledger.FindAsync(repository, Subject.Product(repository), cancellation))
        {
            if (entry.Evidence.Time <= time && AccessEvidence.CommitOf(entry.Evidence) is { } commit) found = commit;
        }

        return found;
    }

    private async Task<AccessReading> ReadAsync(CommitSha commit, CancellationToken cancellation)
    {
        var source = await sources.OpenAsync(options.Require(), cancellation);
        if (await source.FindEntryAsync(commit, AccessModel.FileName, cancellation) is not { Kind: EntryKind.File or EntryKind.Executable } entry)
            return new AccessReading(null, [new PolicyProblem("", 1, 1, $"There is no file {AccessModel.FileName} at the top of the repository.")]);
        return AccessReader.Read(Encoding.UTF8.GetString(await source.ReadBlobAsync(entry.Blob, AccessReader.MaxBytes, AccessModel.FileName, cancellation)));
    }
}
