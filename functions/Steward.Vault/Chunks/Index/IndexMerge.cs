using Steward.Vault.Chunks.Packs;

namespace Steward.Vault.Chunks.Index;

/// <summary>Merges indexes into one: in order of ids, each once. In memory are the packs' names and a frame of each.</summary>
internal static class IndexMerge
{
    /// <summary>The entries of all runs in order, with the run that each is from; of several with one id only the first run's.</summary>
    /// <param name="runs">The indexes.</param>
    /// <param name="take">Which entries count; null: all.</param>
    public static IEnumerable<(IndexEntry Entry, IndexRun Run)> Entries(IReadOnlyList<IndexRun> runs, Func<(IndexEntry Entry, IndexRun Run), bool>? take = null)
    {
        var heads = new PriorityQueue<IEnumerator<IndexEntry>, (ChunkId Id, int Run)>();
        for (var i = 0; i < runs.Count; i++) Advance(heads, runs[i].All().GetEnumerator(), i);
        ChunkId? last = null;
        while (heads.TryDequeue(out var head, out var at))
        {
            var entry = head.Current;
            Advance(heads, head, at.Run);
            if (entry.Id == last || take?.Invoke((entry, runs[at.Run])) == false) continue;
            last = entry.Id;
            yield return (entry, runs[at.Run]);
        }
    }

    /// <summary>Writes the merge of all runs.</summary>
    /// <param name="runs">The indexes.</param>
    /// <param name="target">Where to.</param>
    /// <param name="key">The key of indexes.</param>
    /// <param name="covered">What it will cover.</param>
    public static void Write(IReadOnlyList<IndexRun> runs, Stream target, byte[] key, IReadOnlyCollection<string> covered)
    {
        var (packs, numbers) = PacksOf(runs);
        using var writer = new IndexWriter(target, key, packs);
        foreach (var (entry, run) in Entries(runs)) writer.Add(entry with { Pack = numbers[run.PackAt(entry.Pack).Hash] });
        writer.Finish(covered);
    }

    private static (List<PackInfo> Packs, Dictionary<string, int> Numbers) PacksOf(IReadOnlyList<IndexRun> runs)
    {
        var (packs, numbers) = (new List<PackInfo>(), new Dictionary<string, int>(StringComparer.Ordinal));
        foreach (var run in runs)
        {
            for (var i = 0; i < run.Packs; i++)
                if (numbers.TryAdd(run.PackAt(i).Hash, packs.Count)) packs.Add(run.PackAt(i));
        }

        return (packs, numbers);
    }

    private static void Advance(PriorityQueue<IEnumerator<IndexEntry>, (ChunkId Id, int Run)> heads, IEnumerator<IndexEntry> head, int run)
    {
        if (head.MoveNext()) heads.Enqueue(head, (head.Current.Id, run));
        else head.Dispose();
    }
}
