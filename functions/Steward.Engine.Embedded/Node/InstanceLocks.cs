namespace Steward.Engine.Embedded.Node;

/// <summary>One lock an instance id, there only while somebody holds or wants it.</summary>
internal sealed class InstanceLocks
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Place> _places = new(StringComparer.Ordinal);

    /// <summary>Waits for the lock; disposing what it gives frees it.</summary>
    public async Task<IDisposable> EnterAsync(string id, CancellationToken cancellation)
    {
        var place = Take(id);
        try
        {
            await place.Gate.WaitAsync(cancellation);
            return place;
        }
        catch
        {
            Leave(place);
            throw;
        }
    }

    private Place Take(string id)
    {
        lock (_lock)
        {
            if (!_places.TryGetValue(id, out var place)) _places[id] = place = new Place(this, id);
            place.Users++;
            return place;
        }
    }

    private void Leave(Place place)
    {
        lock (_lock)
            if (--place.Users == 0) _places.Remove(place.Id);
    }

    private sealed class Place(InstanceLocks owner, string id) : IDisposable
    {
        public string Id => id;

        public SemaphoreSlim Gate { get; } = new(1);

        public int Users { get; set; }

        public void Dispose()
        {
            Gate.Release();
            owner.Leave(this);
        }
    }
}
