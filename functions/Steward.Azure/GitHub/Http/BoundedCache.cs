namespace Steward.Azure.GitHub.Http;

/// <summary>Keeps what was used last, up to a weight in all. Safe for many threads.</summary>
/// <typeparam name="T">What is kept.</typeparam>
internal sealed class BoundedCache<T>(long maxWeight)
    where T : class
{
    private readonly Dictionary<string, LinkedListNode<(string Key, T Value, long Weight)>> _byKey = new(StringComparer.Ordinal);
    private readonly LinkedList<(string Key, T Value, long Weight)> _byUse = new();
    private readonly Lock _lock = new();
    private long _weight;

    /// <summary>The entry, or null.</summary>
    public T? Get(string key)
    {
        lock (_lock)
        {
            if (!_byKey.TryGetValue(key, out var node)) return null;
            _byUse.Remove(node);
            _byUse.AddFirst(node);
            return node.Value.Value;
        }
    }

    /// <summary>Keeps an entry in place of the one before; the ones unused for longest go.</summary>
    public void Put(string key, T value, long weight)
    {
        lock (_lock)
        {
            if (_byKey.TryGetValue(key, out var before)) Remove(before);
            if (weight > maxWeight) return;
            _byKey[key] = _byUse.AddFirst((key, value, weight));
            for (_weight += weight; _weight > maxWeight;) Remove(_byUse.Last!);
        }
    }

    private void Remove(LinkedListNode<(string Key, T Value, long Weight)> node)
    {
        _byUse.Remove(node);
        _byKey.Remove(node.Value.Key);
        _weight -= node.Value.Weight;
    }
}
