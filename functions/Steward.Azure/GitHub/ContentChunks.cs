using System.Runtime.InteropServices;

namespace Steward.Azure.GitHub;

/// <summary>How many bytes of each chunk a content has. Chunks end at a line's end or after 64 bytes, as in git's diffcore-delta.</summary>
internal sealed class ContentChunks
{
    private const int MaxChunk = 64;
    private readonly Dictionary<ulong, int> _bytes = [];
    private int _length;

    /// <summary>The chunks of a content.</summary>
    public static ContentChunks Of(ReadOnlySpan<byte> content)
    {
        var chunks = new ContentChunks { _length = content.Length };
        while (!content.IsEmpty)
        {
            var window = content[..Math.Min(content.Length, MaxChunk)];
            var end = window.IndexOf((byte)'\n') + 1;
            var chunk = end == 0 ? window : window[..end];
            CollectionsMarshal.GetValueRefOrAddDefault(chunks._bytes, Hash(chunk), out _) += chunk.Length;
            content = content[chunk.Length..];
        }

        return chunks;
    }

    /// <summary>The share of the larger content's bytes that both have, 0 to 1.</summary>
    public double Likeness(ContentChunks other)
    {
        var larger = Math.Max(_length, other._length);
        if (larger == 0 || Math.Min(_length, other._length) * 2 < larger) return 0;
        var common = _bytes.Sum(c => (long)Math.Min(c.Value, other._bytes.GetValueOrDefault(c.Key)));
        return (double)common / larger;
    }

    // FNV-1a, 64 bits: http://www.isthe.com/chongo/tech/comp/fnv/
    private static ulong Hash(ReadOnlySpan<byte> chunk)
    {
        var hash = 14695981039346656037UL;
        foreach (var value in chunk) hash = (hash ^ value) * 1099511628211UL;
        return hash;
    }
}
