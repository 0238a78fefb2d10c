namespace Steward.Engine.Embedded.Journal;

/// <summary>Growing pauses between attempts on a storage that does not answer: 50 ms, doubled, at most 2 s.</summary>
internal sealed class Backoff(TimeProvider time)
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(2);
    private TimeSpan _next = TimeSpan.FromMilliseconds(50);

    /// <summary>How many pauses there were.</summary>
    public int Count { get; private set; }

    /// <summary>Waits.</summary>
    public async Task PauseAsync(CancellationToken cancellation)
    {
        Count++;
        var pause = _next;
        _next = pause * 2 < Longest ? pause * 2 : Longest;
        await Task.Delay(pause, time, cancellation);
    }
}
