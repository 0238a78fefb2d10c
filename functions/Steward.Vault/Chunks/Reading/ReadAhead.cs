using Steward.Vault.Chunks.Index;

namespace Steward.Vault.Chunks.Reading;

/// <summary>Fetches segments that will be asked for, some of them at a time. Not safe by itself: its users share a lock.</summary>
/// <param name="index">Which chunk lies where.</param>
/// <param name="cache">Where they are kept.</param>
internal sealed class ReadAhead(VaultIndex index, SegmentCache cache)
{
    private const int Segments = 6;

    // Several readers share a plan, and one of them may be elsewhere: only when nobody has kept to it for so long it is given up, bit by bit.
    private const int Patience = 32;
    private readonly Queue<IReadOnlyList<ChunkId>> _plans = new();
    private readonly Queue<HeldSegment> _ahead = new();
    private int _at;
    private int _missed;

    public void Expect(IReadOnlyList<ChunkId> ids)
    {
        if (ids.Count > 0) _plans.Enqueue(ids);
        Fetch();
    }

    /// <summary>A segment was asked for. Those that were expected before it were left out; when none of many was expected, one is given up, so that a plan that nobody keeps does not last.</summary>
    public void Touched(HeldSegment segment, bool wasThere)
    {
        if (segment.IsAhead)
        {
            _missed = 0;
            while (_ahead.TryDequeue(out var first))
            {
                first.IsAhead = false;
                if (first == segment) break;
            }
        }
        else if (!wasThere && ++_missed >= Patience && _ahead.Count == Segments)
        {
            _ahead.Dequeue().IsAhead = false;
        }

        if (_ahead.Count < Segments) Fetch();
    }

    private void Fetch()
    {
        while (_ahead.Count < Segments && Next() is { } id)
        {
            if (!index.TryFind(id, out var place)) continue;
            var segment = cache.Get(place, out var isNew);
            if (!isNew) continue;
            segment.IsAhead = true;
            // A failure is for whoever asks for the segment.
            _ = segment.Load.ContinueWith(static t => _ = t.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
            _ahead.Enqueue(segment);
        }
    }

    private ChunkId? Next()
    {
        while (_plans.TryPeek(out var plan))
        {
            if (_at < plan.Count) return plan[_at++];
            _plans.Dequeue();
            _at = 0;
        }

        return null;
    }
}
