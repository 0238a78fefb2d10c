using Steward.Vault.Chunks.Packs;

namespace Steward.Vault.Maintenance;

/// <summary>How much of each pack is needed.</summary>
internal sealed class PackUse
{
    private readonly ChunkMap _map;
    private readonly long[] _needed;
    private readonly long[] _whole;

    public PackUse(ChunkMap map)
    {
        _map = map;
        (_needed, _whole) = (new long[map.Live.Packs], new long[map.Live.Packs]);
        var position = 0;
        foreach (var entry in map.Live.All())
        {
            _whole[entry.Pack] += entry.Length;
            if (map.LiveMarks[position++]) _needed[entry.Pack] += entry.Length;
        }

        if (map.LiveRuns.Sum(r => (long)r.Entries) > map.Live.Entries) CountTwins();
    }

    /// <summary>The packs of the index by their numbers.</summary>
    public IEnumerable<int> Packs => Enumerable.Range(0, _needed.Length);

    public PackInfo this[int pack] => _map.Live.PackAt(pack);

    public bool IsNeeded(int pack) => _needed[pack] > 0;

    /// <summary>The share of it that is needed.</summary>
    public double ShareOf(int pack) => _whole[pack] == 0 ? 0 : (double)_needed[pack] / _whole[pack];

    // A chunk that lies in several packs is needed in one of them.
    private void CountTwins()
    {
        var numbers = Packs.ToDictionary(p => _map.Live.PackAt(p).Hash, StringComparer.Ordinal);
        foreach (var run in _map.LiveRuns)
        {
            foreach (var entry in run.All())
            {
                var pack = numbers[run.PackAt(entry.Pack).Hash];
                if (_map.Live.TryFind(entry.Id, out var place) && place.Pack.Hash != _map.Live.PackAt(pack).Hash) _whole[pack] += entry.Length;
            }
        }
    }
}
