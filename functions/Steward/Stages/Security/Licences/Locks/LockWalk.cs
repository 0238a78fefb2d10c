namespace Steward.Stages.Security.Licences.Locks;

/// <summary>A breadth-first walk over packages, begun several times: what an earlier beginning reached stays reached by it.</summary>
internal sealed class LockWalk
{
    private const int Nobody = -1;
    private readonly List<int>?[] _requires;
    private readonly bool[] _isRequired;
    private readonly int[] _order;
    private readonly int[] _from;

    /// <summary>Makes a walk over <paramref name="count"/> packages.</summary>
    public LockWalk(int count, IEnumerable<(int From, int To)> edges)
    {
        (_requires, _isRequired, _order, _from) = (new List<int>?[count], new bool[count], new int[count], new int[count]);
        Array.Fill(_order, Nobody);
        Array.Fill(_from, Nobody);
        foreach (var (from, to) in edges)
        {
            (_requires[from] ??= []).Add(to);
            _isRequired[to] = true;
        }
    }

    /// <summary>How many packages were reached so far.</summary>
    public int Reached { get; private set; }

    /// <summary>Packages that no other one requires.</summary>
    public IEnumerable<int> Heads() => Enumerable.Range(0, _isRequired.Length).Where(n => !_isRequired[n]);

    /// <summary>Walks on from some packages.</summary>
    public void From(IEnumerable<int> roots)
    {
        var open = new Queue<int>();
        foreach (var root in roots) Reach(root, Nobody, open);
        while (open.TryDequeue(out var node))
        {
            foreach (var next in _requires[node] ?? []) Reach(next, node, open);
        }
    }

    /// <summary>As how manieth a package was reached, from 0; null when it was not.</summary>
    public int? OrderOf(int node) => _order[node] == Nobody ? null : _order[node];

    /// <summary>The way on which a package was reached, itself included; empty when it was not.</summary>
    public List<int> PathTo(int node)
    {
        var path = new List<int>();
        for (var at = _order[node] == Nobody ? Nobody : node; at != Nobody; at = _from[at]) path.Add(at);
        path.Reverse();
        return path;
    }

    private void Reach(int node, int from, Queue<int> open)
    {
        if (_order[node] != Nobody) return;
        (_order[node], _from[node]) = (Reached++, from);
        open.Enqueue(node);
    }
}
