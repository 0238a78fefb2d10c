using System.Runtime.CompilerServices;

namespace Steward.Engine.Embedded.Journal;

/// <summary>Brings the stripes' sorted streams together into one that is sorted.</summary>
internal static class Merge
{
    /// <summary>The headers by id, ordinal, at most <paramref name="max"/>.</summary>
    public static async IAsyncEnumerable<Header> ByIdAsync(
        IReadOnlyList<IAsyncEnumerable<Header>> streams, int max, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var open = new List<IAsyncEnumerator<Header>>();
        try
        {
            foreach (var stream in streams)
            {
                var head = stream.GetAsyncEnumerator(cancellation);
                open.Add(head);
                if (!await head.MoveNextAsync()) await CloseAsync(open, head);
            }

            for (var given = 0; open.Count > 0 && given < max; given++)
            {
                var next = open.MinBy(head => head.Current.Id, StringComparer.Ordinal)!;
                yield return next.Current;
                if (!await next.MoveNextAsync()) await CloseAsync(open, next);
            }
        }
        finally
        {
            foreach (var head in open) await head.DisposeAsync();
        }
    }

    private static ValueTask CloseAsync(List<IAsyncEnumerator<Header>> open, IAsyncEnumerator<Header> ended)
    {
        open.Remove(ended);
        return ended.DisposeAsync();
    }
}
