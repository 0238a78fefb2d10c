using Steward.Kernel;
using Steward.Ledger;
using Steward.Source;

namespace Steward.Stages.Release.Tracing;

/// <summary>What happened to a file.</summary>
/// <param name="Product">The product.</param>
/// <param name="Path">The file.</param>
/// <param name="Ref">The branch, tag or commit from which it is looked back.</param>
/// <param name="Touches">The commits that touched it, newest first.</param>
/// <param name="More">True when there are older ones.</param>
public sealed record FileHistoryView(ProductId Product, string Path, string Ref, IReadOnlyList<FileTouch> Touches, bool More);

/// <summary>A commit that touched a file.</summary>
/// <param name="Revision">The file as the commit left it.</param>
/// <param name="Head">The head that the commit was judged with; null when no change has brought it.</param>
/// <param name="Evidence">What the ledger says of the commit, of that head and of the file's content then, in its order.</param>
public sealed record FileTouch(FileRevision Revision, CommitSha? Head, IReadOnlyList<LedgerEntry> Evidence);

/// <summary>Tells the changes that touched a file, with their evidence.</summary>
public sealed class FileHistory(ISourceCatalog sources, LineTracer references, ChainCollector collector)
{
    /// <summary>The most commits of one history.</summary>
    public const int MaxTouches = 2_000;

    /// <summary>The history. NotFound when the file is not there at the ref.</summary>
    public async Task<FileHistoryView> ReadAsync(ProductId product, TracedFile file, int max, CancellationToken cancellation)
    {
        var source = await sources.OpenAsync(product, cancellation);
        var (reference, at) = await references.ResolveAsync(source, product, file.Ref, cancellation);
        _ = await source.FindEntryAsync(at, file.Path, cancellation)
            ?? throw StewardException.NotFound($"{product} has no file '{Texts.Clip(file.Path, 200)}' at {Texts.Clip(reference, 80)}. Write its path from the repository's root.");
        var count = Math.Clamp(max, 1, MaxTouches);
        var revisions = await source.GetFileHistoryAsync(at, file.Path, count + 1, cancellation);
        return new FileHistoryView(product, file.Path, reference, await FollowAsync(product, [.. revisions.Take(count)], cancellation), revisions.Count > count);
    }

    private async Task<IReadOnlyList<FileTouch>> FollowAsync(ProductId product, IReadOnlyList<FileRevision> revisions, CancellationToken cancellation)
    {
        var subjects = revisions.Select(r => Subject.Commit(r.Commit)).Concat(revisions.Where(r => !r.Blob.IsNone).Select(r => Subject.Blob(r.Blob)));
        var about = await collector.AboutAsync(product, subjects, cancellation);
        var heads = revisions.ToDictionary(r => r, r => ChainCollector.HeadOf(r.Commit, about[Subject.Commit(r.Commit)]));
        var ofHeads = await collector.AboutAsync(product, heads.Values.OfType<CommitSha>().Select(Subject.Commit), cancellation);
        return [.. revisions.Select(r => new FileTouch(r, heads[r],
            [.. about[Subject.Commit(r.Commit)]
                .Concat(r.Blob.IsNone ? [] : about[Subject.Blob(r.Blob)])
                .Concat(heads[r] is { } head ? ofHeads[Subject.Commit(head)] : [])
                .DistinctBy(e => e.Index).OrderBy(e => e.Index)]))];
    }
}
