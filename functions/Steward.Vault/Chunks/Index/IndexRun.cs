using System.Buffers;
using Steward.Vault.Chunks.Packs;
using Steward.Vault.Keys;

namespace Steward.Vault.Chunks.Index;

/// <summary>
/// One index, sorted by id: of it only the directory and the packs' table are in memory; frames are decrypted as they are needed. Safe to use from several threads.
/// </summary>
internal sealed class IndexRun : IDisposable
{
    private readonly IRunSource _source;
    private readonly FrameCache _cache;
    private readonly ObjectCipher _cipher;
    private readonly byte[] _firsts;
    private readonly PackTable _packs;
    private readonly Lock _lock = new();

    private IndexRun(IRunSource source, ObjectCipher cipher, IndexDirectory directory, FrameCache cache)
    {
        (_source, _cipher, _cache, _firsts, Entries, Covered) = (source, cipher, cache, directory.Firsts, directory.Entries, directory.Covered);
        PackFrames = Frames(directory.Packs, IndexFormat.PacksPerFrame);
        _packs = new PackTable(directory.Packs, LoadPacks);
        Packs = directory.Packs;
        EntriesAt = OffsetOfPacks(0) + ((long)Packs * IndexFormat.PackBytes) + ((long)PackFrames * Nonces.TagBytes);
    }

    public int Entries { get; }

    public int Packs { get; }

    /// <summary>The index objects that were merged into it.</summary>
    public IReadOnlyList<string> Covered { get; }

    private int PackFrames { get; }

    private long EntriesAt { get; }

    /// <summary>Opens an index; Invalid when it is none of this vault, or damaged.</summary>
    public static IndexRun Open(IRunSource source, byte[] key, FrameCache cache)
    {
        var header = new byte[ObjectCipher.HeaderBytes];
        if (source.Length < header.Length) throw IndexDirectory.Wrong();
        source.Read(0, header);
        var cipher = new ObjectCipher(key, ObjectCipher.SaltOf(header, IndexFormat.Magic) ?? throw IndexDirectory.Wrong(), IndexFormat.Magic);
        return new IndexRun(source, cipher, IndexDirectory.Read(source, cipher), cache);
    }

    public PackInfo PackAt(int number) => _packs[number];

    public bool TryFind(ChunkId id, out ChunkPlace place)
    {
        place = default;
        if (Entries == 0 || FrameOf(id) is not (>= 0 and var number)) return false;
        var frame = Frame(number);
        var at = Search(frame, id);
        if (at < 0) return false;
        place = Place(IndexEntry.Read(frame.AsSpan(at * IndexFormat.EntryBytes)));
        return true;
    }

    public bool Contains(ChunkId id) => PositionOf(id) >= 0;

    /// <summary>The number of the entry in its order; -1 when there is none.</summary>
    public int PositionOf(ChunkId id)
    {
        if (Entries == 0 || FrameOf(id) is not (>= 0 and var number)) return -1;
        var at = Search(Frame(number), id);
        return at < 0 ? -1 : (number * IndexFormat.EntriesPerFrame) + at;
    }

    public ChunkPlace Place(in IndexEntry entry) => new(_packs[entry.Pack], entry.SegmentOffset, entry.SegmentLength, entry.Offset, entry.Length);

    /// <summary>All entries in order, without filling the cache: through one frame.</summary>
    public IEnumerable<IndexEntry> All()
    {
        var frame = new byte[Math.Min(Entries, IndexFormat.EntriesPerFrame) * IndexFormat.EntryBytes];
        for (var number = 0; number < Frames(Entries, IndexFormat.EntriesPerFrame); number++)
        {
            var length = LengthOf(number, Entries, IndexFormat.EntriesPerFrame) * IndexFormat.EntryBytes;
            Load(number, frame.AsSpan(0, length));
            for (var at = 0; at < length; at += IndexFormat.EntryBytes) yield return IndexEntry.Read(frame.AsSpan(at));
        }
    }

    /// <summary>Reads all of it; Invalid when any frame is not what was written.</summary>
    public void Check()
    {
        for (var number = 0; number < Packs; number += IndexFormat.PacksPerFrame) _ = _packs[number];
        var frame = new byte[Math.Min(Entries, IndexFormat.EntriesPerFrame) * IndexFormat.EntryBytes];
        for (var number = 0; number < Frames(Entries, IndexFormat.EntriesPerFrame); number++)
            Load(number, frame.AsSpan(0, LengthOf(number, Entries, IndexFormat.EntriesPerFrame) * IndexFormat.EntryBytes));
    }

    public void Dispose()
    {
        _cipher.Dispose();
        _source.Dispose();
    }

    private static int Frames(int items, int each) => (items + each - 1) / each;

    private static int LengthOf(int frame, int items, int each) => Math.Min(each, items - (frame * each));

    private static long OffsetOfPacks(int frame) => ObjectCipher.HeaderBytes + ((long)frame * ((IndexFormat.PacksPerFrame * IndexFormat.PackBytes) + Nonces.TagBytes));

    private static int Search(byte[] frame, ChunkId id)
    {
        var (low, high) = (0, (frame.Length / IndexFormat.EntryBytes) - 1);
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            var order = new ChunkId(frame.AsSpan(middle * IndexFormat.EntryBytes)).CompareTo(id);
            if (order == 0) return middle;
            (low, high) = order < 0 ? (middle + 1, high) : (low, middle - 1);
        }

        return -1;
    }

    // The last frame that does not begin behind the id; -1 when all do.
    private int FrameOf(ChunkId id)
    {
        var (low, high) = (0, (_firsts.Length / ChunkId.Length) - 1);
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            if (new ChunkId(_firsts.AsSpan(middle * ChunkId.Length)).CompareTo(id) <= 0) low = middle + 1;
            else high = middle - 1;
        }

        return high;
    }

    private byte[] Frame(int number) => _cache.Get(this, number, static (run, n) => run.Load(n));

    private byte[] Load(int number)
    {
        var plain = new byte[LengthOf(number, Entries, IndexFormat.EntriesPerFrame) * IndexFormat.EntryBytes];
        Load(number, plain);
        return plain;
    }

    private void Load(int number, Span<byte> plain)
    {
        var whole = (IndexFormat.EntriesPerFrame * IndexFormat.EntryBytes) + Nonces.TagBytes;
        Decrypt(PackFrames + number, plain, EntriesAt + ((long)number * whole));
    }

    private byte[] LoadPacks(int number)
    {
        var plain = new byte[LengthOf(number, Packs, IndexFormat.PacksPerFrame) * IndexFormat.PackBytes];
        Decrypt(number, plain, OffsetOfPacks(number));
        return plain;
    }

    private void Decrypt(int place, Span<byte> plain, long offset)
    {
        var rented = ArrayPool<byte>.Shared.Rent(plain.Length + Nonces.TagBytes);
        var stored = rented.AsSpan(0, plain.Length + Nonces.TagBytes);
        try
        {
            lock (_lock)
            {
                _source.Read(offset, stored);
                if (!_cipher.Decrypt(MessageKind.Body, place, stored, plain)) throw IndexDirectory.Wrong();
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }
}
