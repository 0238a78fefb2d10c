using System.Collections.Concurrent;
using Steward.Kernel;

namespace Steward.Azure.Packages;

/// <summary>Remembers which hosts stay silent, so that a scan of a thousand packages does not wait a thousand times. A pause later they are asked again.</summary>
/// <param name="time">The clock.</param>
internal sealed class Silences(TimeProvider time)
{
    private const int Most = 5;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);
    private readonly ConcurrentDictionary<string, Silence> _hosts = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Throws what the host's last silence threw when it has been silent several times just now.</summary>
    public void ThrowIfSilent(string host)
    {
        if (_hosts.TryGetValue(host, out var silence) && silence.Count >= Most && time.GetUtcNow() - silence.Last < Pause)
            throw StewardException.Unavailable(silence.Problem);
    }

    /// <summary>Notes that a host did not answer.</summary>
    public void Note(string host, string problem) =>
        _hosts.AddOrUpdate(host, _ => new Silence(1, time.GetUtcNow(), problem), (_, before) => new Silence(before.Count + 1, time.GetUtcNow(), problem));

    /// <summary>Notes that a host answered.</summary>
    public void Forget(string host) => _hosts.TryRemove(host, out _);

    private sealed record Silence(int Count, DateTimeOffset Last, string Problem);
}
