using System.Runtime.InteropServices;

namespace Steward.Vault.Chunks;

/// <summary>What a chunk is part of: listings lie in packs of their own, so that reading a listing reads no content.</summary>
public enum ChunkKind
{
    /// <summary>Content of files and streams.</summary>
    Content,

    /// <summary>A snapshot's list of entries.</summary>
    Listing,
}

/// <summary>Puts chunks into a vault, each once. Safe to use from several threads.</summary>
/// <remarks>Errors: Unavailable and Forbidden as the store's. After an error the writer is of no use; what was written stays, and the next backup finds it.</remarks>
public interface IChunkWriter : IAsyncDisposable
{
    /// <summary>The chunk's id; its bytes are written unless the vault has them. They are copied before this returns: the caller may reuse the memory.</summary>
    /// <param name="chunk">1 byte to <see cref="ChunkLimits.MaxBytes"/>.</param>
    /// <param name="kind">What it is part of.</param>
    /// <param name="cancellation">Ends it.</param>
    ValueTask<ChunkId> AddAsync(ReadOnlyMemory<byte> chunk, ChunkKind kind, CancellationToken cancellation) => AddAsync(chunk, kind, 0, cancellation);

    /// <summary>The same for who reads several contents side by side: chunks of one strand lie together, so that reading one content again reads little of the others.</summary>
    /// <param name="chunk">1 byte to <see cref="ChunkLimits.MaxBytes"/>.</param>
    /// <param name="kind">What it is part of.</param>
    /// <param name="strand">A small number for each content that is read at the same time; each has a segment open in memory.</param>
    /// <param name="cancellation">Ends it.</param>
    ValueTask<ChunkId> AddAsync(ReadOnlyMemory<byte> chunk, ChunkKind kind, int strand, CancellationToken cancellation);

    /// <summary>True when the vault or this writer has the chunk: its content need not be read again.</summary>
    bool Has(ChunkId id);

    /// <summary>Writes what is still in memory, and its index. Only what was flushed may be named by a snapshot.</summary>
    Task FlushAsync(CancellationToken cancellation);

    /// <summary>What was written so far.</summary>
    WrittenBytes Written { get; }
}

/// <summary>What a backup added to a vault.</summary>
/// <param name="Chunks">Chunks that were new.</param>
/// <param name="NewBytes">Their bytes before compression.</param>
/// <param name="StoredBytes">The bytes that were written to the store for them, index included.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct WrittenBytes(long Chunks, long NewBytes, long StoredBytes);

/// <summary>Reads chunks. Safe to use from several threads; chunks that lie together are best asked for one after the other.</summary>
/// <remarks>Errors: NotFound when no index knows the chunk; Invalid, with the pack's name, when what lies there is not what was written.</remarks>
public interface IChunkReader
{
    /// <summary>The bytes of a chunk, checked against its id: a copy of the caller's own. For small ones; who reads much rents.</summary>
    ValueTask<ReadOnlyMemory<byte>> ReadAsync(ChunkId id, CancellationToken cancellation);

    /// <summary>The bytes of a chunk, checked against its id, without a copy: memory stays bounded however much is read.</summary>
    ValueTask<ChunkLease> RentAsync(ChunkId id, CancellationToken cancellation);

    /// <summary>Says what will be asked for next, in that order, so that it can be fetched meanwhile. A hint: nothing is promised.</summary>
    void Expect(IReadOnlyList<ChunkId> ids);

    /// <summary>The length of a chunk in bytes, without reading it; null when no index knows it.</summary>
    int? LengthOf(ChunkId id);
}

/// <summary>A chunk that is lent: give it back as soon as its bytes were used.</summary>
/// <param name="bytes">Its bytes.</param>
/// <param name="giveBack">Called once, when it is given back.</param>
public sealed class ChunkLease(ReadOnlyMemory<byte> bytes, Action giveBack) : IDisposable
{
    private Action? _giveBack = giveBack;

    /// <summary>The bytes; not to be used after they were given back.</summary>
    public ReadOnlyMemory<byte> Bytes { get; } = bytes;

    /// <inheritdoc/>
    public void Dispose() => Interlocked.Exchange(ref _giveBack, null)?.Invoke();
}

/// <summary>Sizes that readers rely on.</summary>
public static class ChunkLimits
{
    /// <summary>The longest chunk.</summary>
    public const int MaxBytes = 8 << 20;
}
