namespace Steward.Engine.Embedded.Node;

/// <summary>A queue that serves its groups in turn, so that one instance with a thousand activities does not keep the others waiting.</summary>
/// <typeparam name="T">What waits.</typeparam>
internal sealed class FairQueue<T>
{
    private readonly Dictionary<string, Queue<T>> _groups = new(StringComparer.Ordinal);
    private readonly Queue<string> _turns = new();

    /// <summary>Puts an item at the end of its group.</summary>
    public void Add(string group, T item)
    {
        if (!_groups.TryGetValue(group, out var queue))
        {
            _groups[group] = queue = new Queue<T>();
            _turns.Enqueue(group);
        }

        queue.Enqueue(item);
    }

    /// <summary>Takes the next item.</summary>
    public bool TryTake(out T item)
    {
        item = default!;
        if (!_turns.TryDequeue(out var group)) return false;
        var queue = _groups[group];
        item = queue.Dequeue();
        if (queue.Count > 0) _turns.Enqueue(group);
        else _groups.Remove(group);
        return true;
    }
}
