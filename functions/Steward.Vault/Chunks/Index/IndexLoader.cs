using Steward.Kernel;
using Steward.Vault.Stores;

namespace Steward.Vault.Chunks.Index;

/// <summary>
/// Brings the indexes of the store here: the cached merge as far as it holds what is still in the store, the others as they are, and a new merge when those are
/// many.
/// </summary>
/// <param name="store">Where the vault lies.</param>
/// <param name="key">The key of indexes.</param>
/// <param name="frames">Where decrypted frames are kept.</param>
/// <param name="folder">Where the merge is kept.</param>
internal sealed class IndexLoader(IVaultStore store, byte[] key, FrameCache frames, IndexFolder folder)
{
    private const int MaxSingle = 8;
    private const long MaxSingleBytes = 8 << 20;

    /// <summary>What of it could not be read, one sentence an object.</summary>
    public List<string> Problems { get; } = [];

    /// <summary>The names of the objects that <see cref="Problems"/> tells of.</summary>
    public List<string> Broken { get; } = [];

    /// <summary>The runs that together hold every index object of the store that can be read.</summary>
    /// <param name="told">The index objects as they were listed.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<IReadOnlyList<IndexRun>> LoadAsync(IReadOnlyList<StoredObject> told, CancellationToken cancellation)
    {
        var merged = Cached(told);
        var covered = merged?.Covered.ToHashSet(StringComparer.Ordinal) ?? [];
        var rest = told.Where(o => !covered.Contains(ObjectNames.LastOf(o.Name))).ToList();
        var runs = new List<IndexRun>();
        if (merged is not null) runs.Add(merged);
        var isMuch = rest.Count > MaxSingle || rest.Sum(o => o.Length) > MaxSingleBytes;
        foreach (var item in rest)
        {
            if (await OpenAsync(item.Name, isMuch, cancellation) is not { } run) continue;
            runs.Add(run);
            covered.Add(ObjectNames.LastOf(item.Name));
        }

        return isMuch ? [Merge(runs, covered)] : runs;
    }

    /// <summary>Reads and opens one object; null when it is gone, or damaged, which is told in <see cref="Problems"/>.</summary>
    public async Task<IndexRun?> OpenAsync(string name, bool isPassing, CancellationToken cancellation)
    {
        try
        {
            var bytes = await store.ReadAsync(name, IndexFormat.MaxBytes, cancellation);
            if (ObjectNames.IsNameOf(name, bytes)) return Whole(IndexRun.Open(isPassing ? folder.Pass(bytes) : new MemoryRun(bytes), key, frames));
        }
        catch (StewardException gone) when (gone.Kind == FailureKind.NotFound)
        {
            // Replaced by 'prune' since it was listed.
            return null;
        }
        catch (StewardException wrong) when (wrong.Kind == FailureKind.Invalid)
        {
            // Told below.
        }

        Broken.Add(name);
        Problems.Add($"{name} in {store.Address} is damaged: it is not what was written. The chunks themselves are not touched by it; run 'steward vault repair', which makes the index anew from the packs.");
        return null;
    }

    // Its name says only that it is what somebody wrote: that it was one who has the key, every frame says.
    private static IndexRun Whole(IndexRun run)
    {
        try
        {
            run.Check();
            return run;
        }
        catch
        {
            run.Dispose();
            throw;
        }
    }

    private IndexRun? Cached(IReadOnlyList<StoredObject> told)
    {
        if (folder.Open() is not { } source) return null;
        try
        {
            var (run, there) = (IndexRun.Open(source, key, frames), told.Select(o => ObjectNames.LastOf(o.Name)).ToHashSet(StringComparer.Ordinal));
            // What it holds of an index that was removed may lie in a pack that is to be removed.
            if (run.Covered.All(there.Contains)) return run;
            run.Dispose();
            return null;
        }
        catch (Exception wrong) when (wrong is StewardException or IOException)
        {
            source.Dispose();
            return null;
        }
    }

    private IndexRun Merge(List<IndexRun> runs, HashSet<string> covered)
    {
        var merged = folder.Replace(target => IndexMerge.Write(runs, target, key, covered));
        foreach (var run in runs) run.Dispose();
        return IndexRun.Open(merged, key, frames);
    }
}
