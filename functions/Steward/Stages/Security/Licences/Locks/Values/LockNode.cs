namespace Steward.Stages.Security.Licences.Locks.Values;

/// <summary>
/// A value of a lock file in TOML or YAML, with its line. Asking it for what it does not have gives an empty value, so that readers follow
/// hostile files without tripping.
/// </summary>
/// <param name="line">The line, from 1; 0 when there is none.</param>
/// <param name="text">The text of a scalar; null for lists and objects.</param>
internal sealed class LockNode(int line, string? text = null)
{
    private static readonly LockNode None = new(0);
    private Dictionary<string, LockNode>? _entries;
    private List<LockNode>? _items;

    /// <summary>The line, from 1.</summary>
    public int Line => line;

    /// <summary>The text of a scalar.</summary>
    public string? Text => text;

    /// <summary>True for an object, also for an empty one.</summary>
    public bool IsObject => _entries is not null;

    /// <summary>True for a list, also for an empty one.</summary>
    public bool IsList => _items is not null;

    /// <summary>The items of a list; of anything else none.</summary>
    public IReadOnlyList<LockNode> Items => _items ?? [];

    /// <summary>The entries of an object in their order; of anything else none.</summary>
    public IReadOnlyCollection<KeyValuePair<string, LockNode>> Entries => _entries is null ? [] : _entries;

    /// <summary>An entry of an object; an empty value when it has none of that name.</summary>
    public LockNode this[string key] => _entries?.GetValueOrDefault(key) ?? None;

    /// <summary>The text of an entry; null when it is not there, or no scalar.</summary>
    public string? TextOf(string key) => this[key].Text;

    /// <summary>True when there is an entry of that name.</summary>
    public bool Has(string key) => _entries?.ContainsKey(key) ?? false;

    /// <summary>Makes it an object.</summary>
    public LockNode AsObject()
    {
        _entries ??= new Dictionary<string, LockNode>(StringComparer.Ordinal);
        return this;
    }

    /// <summary>Makes it a list.</summary>
    public LockNode AsList()
    {
        _items ??= [];
        return this;
    }

    /// <summary>Adds an entry; false when there is one of that name, which then stays.</summary>
    public bool Add(string key, LockNode value) => AsObject()._entries!.TryAdd(key, value);

    /// <summary>Adds an item.</summary>
    public void Add(LockNode item) => AsList()._items!.Add(item);
}
