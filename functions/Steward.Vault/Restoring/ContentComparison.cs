using System.Buffers;
using Steward.Vault.Chunks;
using Steward.Vault.Entries;
using Steward.Vault.Sources;

namespace Steward.Vault.Restoring;

/// <summary>Tells whether a file holds what an entry says, by the ids of its chunks: nothing is read from the vault but lengths.</summary>
internal sealed class ContentComparison(OpenVault vault, IChunkReader reader)
{
    /// <summary>True when every byte is the same.</summary>
    public bool IsSame(IContent content, Entry entry)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(ChunkLimits.MaxBytes);
        try
        {
            foreach (var id in entry.Chunks)
                if (reader.LengthOf(id) is not { } length || !Fill(content, buffer.AsSpan(0, length)) || vault.IdOf(buffer.AsSpan(0, length)) != id) return false;
            return content.Read(buffer) == 0 && content.Holes.SequenceEqual(entry.Holes) && content.Complete(entry).Size == entry.Size;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static bool Fill(IContent content, Span<byte> into)
    {
        while (!into.IsEmpty)
        {
            var read = content.Read(into);
            if (read == 0) return false;
            into = into[read..];
        }

        return true;
    }
}
