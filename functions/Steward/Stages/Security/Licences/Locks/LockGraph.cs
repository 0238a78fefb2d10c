using Steward.Kernel;

namespace Steward.Stages.Security.Licences.Locks;

/// <summary>
/// Packages and who requires whom, by keys of the reader's own. From it come direct and transitive, the shortest ways, and, where the format has
/// no flag for it, what only development needs: what is reached from development's dependencies and from no shipped one.
/// </summary>
public sealed class LockGraph
{
    /// <summary>The most names of a way.</summary>
    public const int MaxPath = 12;

    /// <summary>The most packages named as requiring one.</summary>
    public const int MaxRequiredBy = 8;

    private const int MaxEdges = 2_000_000;
    private readonly Dictionary<string, int> _keys = new(StringComparer.Ordinal);
    private readonly List<LockedPackage> _nodes = [];
    private readonly List<(string From, string To)> _edges = [];
    private readonly List<(string Key, bool Development)> _roots = [];
    private readonly LockedPackages _packages = new();

    /// <summary>True when the packages carry the format's own flag for development, which then counts.</summary>
    internal bool HasFlags { get; init; }

    /// <summary>True when the files tell what the product names itself, even when that is nothing.</summary>
    internal bool KnowsDirect { get; set; }

    /// <summary>Adds a package under its key; the first one stays.</summary>
    internal void Add(string key, LockedPackage package)
    {
        if (_nodes.Count >= LockReaders.MaxPackages) Problem($"The lock file has more than {LockReaders.MaxPackages} packages.");
        else if (_keys.TryAdd(key, _nodes.Count)) _nodes.Add(package);
    }

    /// <summary>True when there is a package under this key.</summary>
    internal bool Has(string key) => _keys.ContainsKey(key);

    /// <summary>Says that one package requires another; keys without a package are passed over.</summary>
    internal void Require(string from, string to)
    {
        if (_edges.Count >= MaxEdges) Problem($"The lock file names more than {MaxEdges} requirements.");
        else _edges.Add((from, to));
    }

    /// <summary>Says that the product itself names a package.</summary>
    internal void Name(string key, bool development)
    {
        KnowsDirect = true;
        if (_roots.Count < MaxEdges) _roots.Add((key, development));
    }

    /// <summary>Notes a problem; the first one is told.</summary>
    internal void Problem(string sentence) => _packages.Problem(sentence);

    /// <summary>What was read.</summary>
    internal LockReading ToReading()
    {
        var edges = _edges.Where(e => _keys.ContainsKey(e.From) && _keys.ContainsKey(e.To)).Select(e => (From: _keys[e.From], To: _keys[e.To])).Where(e => e.From != e.To).ToList();
        var walk = new LockWalk(_nodes.Count, edges);
        var (shipped, development) = (Roots(development: false), Roots(development: true));
        walk.From(shipped);
        var shippedCount = walk.Reached;
        walk.From(development);
        if (!KnowsDirect) walk.From(walk.Heads());
        var direct = shipped.Concat(development).ToHashSet();
        var requiredBy = RequiredBy(edges);
        for (var node = 0; node < _nodes.Count; node++)
        {
            _packages.Add(_nodes[node] with
            {
                IsDirect = KnowsDirect ? direct.Contains(node) : _nodes[node].IsDirect,
                Path = PathTo(walk, node),
                RequiredBy = requiredBy[node] is { } names ? [.. names] : [],
                IsDevelopmentOnly = HasFlags ? _nodes[node].IsDevelopmentOnly : walk.OrderOf(node) is { } order && order >= shippedCount && KnowsDirect,
            });
        }

        return _packages.ToReading();
    }

    private List<int> Roots(bool development) =>
        [.. _roots.Where(r => r.Development == development && _keys.ContainsKey(r.Key)).Select(r => _keys[r.Key]).Distinct()];

    private List<string> PathTo(LockWalk walk, int node)
    {
        var names = walk.PathTo(node).ConvertAll(n => _nodes[n].Id.Name);
        return names.Count <= MaxPath ? names : [.. names.Take(MaxPath / 2), "…", .. names.TakeLast((MaxPath / 2) - 1)];
    }

    private List<string>?[] RequiredBy(List<(int From, int To)> edges)
    {
        var by = new List<string>?[_nodes.Count];
        foreach (var (from, to) in edges)
        {
            var names = by[to] ??= [];
            var name = $"{_nodes[from].Id.Name}@{_nodes[from].Id.Version}";
            if (names.Count < MaxRequiredBy && !names.Contains(name, StringComparer.Ordinal)) names.Add(Texts.Clip(name, 300));
        }

        return by;
    }
}
