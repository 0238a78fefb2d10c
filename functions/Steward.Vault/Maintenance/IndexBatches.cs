using Steward.Vault.Chunks.Index;
using Steward.Vault.Chunks.Packs;
using Steward.Vault.Stores;

namespace Steward.Vault.Maintenance;

/// <summary>Writes index objects, or objects of condemned packs, of bounded size. Entries come in order of their ids.</summary>
/// <param name="vault">The vault.</param>
/// <param name="prefix">Where they go.</param>
internal sealed class IndexBatches(OpenVault vault, string prefix)
{
    private const int MaxEntries = IndexFormat.MaxEntries / 2;
    private readonly List<IndexEntry> _entries = [];
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly List<PackInfo> _packs = [];

    /// <summary>The objects that were written.</summary>
    public List<string> Written { get; } = [];

    public async ValueTask AddAsync(IndexEntry entry, PackInfo pack, CancellationToken cancellation)
    {
        _entries.Add(entry with { Pack = Number(pack) });
        if (_entries.Count == MaxEntries) await WriteAsync(cancellation);
    }

    /// <summary>Names a pack, whether it has entries or not.</summary>
    public void Add(PackInfo pack) => Number(pack);

    /// <summary>Writes what is left.</summary>
    public async Task EndAsync(CancellationToken cancellation)
    {
        if (_packs.Count > 0) await WriteAsync(cancellation);
    }

    private int Number(PackInfo pack)
    {
        if (_numbers.TryGetValue(pack.Hash, out var number)) return number;
        _numbers.Add(pack.Hash, number = _packs.Count);
        _packs.Add(pack);
        return number;
    }

    private async Task WriteAsync(CancellationToken cancellation)
    {
        using var target = new MemoryStream();
        using (var writer = new IndexWriter(target, vault.Keys.Index, _packs))
        {
            foreach (var entry in _entries) writer.Add(entry);
            writer.Finish([]);
        }

        var content = target.GetBuffer().AsMemory(0, (int)target.Length);
        var name = prefix + ObjectNames.HashOf(content.Span);
        await vault.Store.EnsureAsync(name, content, cancellation);
        Written.Add(name);
        _entries.Clear();
        _numbers.Clear();
        _packs.Clear();
    }
}
