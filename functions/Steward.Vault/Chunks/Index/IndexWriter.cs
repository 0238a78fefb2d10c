using System.Buffers.Binary;
using Steward.Vault.Chunks.Packs;
using Steward.Vault.Keys;

namespace Steward.Vault.Chunks.Index;

/// <summary>Writes an index: the packs, then entries sorted by id, then <see cref="Finish"/>. Memory: one frame, and 32 bytes for each.</summary>
internal sealed class IndexWriter : IDisposable
{
    private readonly Stream _target;
    private readonly ObjectCipher _cipher;
    private readonly byte[] _frame = new byte[IndexFormat.EntriesPerFrame * IndexFormat.EntryBytes];
    private readonly byte[] _stored;
    private readonly MemoryStream _firsts = new();
    private readonly int _packs;
    private int _used;
    private int _frames;
    private int _entries;

    public IndexWriter(Stream target, byte[] key, IReadOnlyCollection<PackInfo> packs)
    {
        (_target, _packs, _stored) = (target, packs.Count, new byte[_frame.Length + Nonces.TagBytes]);
        var (salt, header) = (ObjectCipher.NewSalt(), new byte[ObjectCipher.HeaderBytes]);
        _cipher = new ObjectCipher(key, salt, IndexFormat.Magic);
        ObjectCipher.WriteHeader(header, IndexFormat.Magic, salt);
        target.Write(header);
        foreach (var pack in packs) Add(pack);
        WriteFrame();
    }

    /// <summary>Ids must ascend; each stands once.</summary>
    public void Add(in IndexEntry entry)
    {
        if (_used == 0)
        {
            Span<byte> first = stackalloc byte[ChunkId.Length];
            entry.Id.CopyTo(first);
            _firsts.Write(first);
        }

        entry.Write(_frame.AsSpan(_used));
        _used += IndexFormat.EntryBytes;
        _entries++;
        if (_used == _frame.Length) WriteFrame();
    }

    /// <summary>Writes the directory.</summary>
    /// <param name="covered">For merged ones: the hashes of the index objects that are in it.</param>
    public void Finish(IReadOnlyCollection<string> covered)
    {
        WriteFrame();
        var directory = new byte[IndexFormat.CountsBytes + (covered.Count * 32) + _firsts.Length];
        BinaryPrimitives.WriteInt32LittleEndian(directory, _packs);
        BinaryPrimitives.WriteInt32LittleEndian(directory.AsSpan(4), _entries);
        BinaryPrimitives.WriteInt32LittleEndian(directory.AsSpan(8), covered.Count);
        var at = IndexFormat.CountsBytes;
        foreach (var hash in covered)
        {
            Convert.FromHexString(hash, directory.AsSpan(at, 32), out _, out _);
            at += 32;
        }

        _firsts.ToArray().CopyTo(directory.AsSpan(at));
        WriteDirectory(directory);
    }

    public void Dispose() => _cipher.Dispose();

    private void WriteDirectory(byte[] directory)
    {
        var stored = new byte[directory.Length + Nonces.TagBytes + IndexFormat.FooterBytes];
        _cipher.Encrypt(MessageKind.Directory, 0, directory, stored);
        BinaryPrimitives.WriteInt32LittleEndian(stored.AsSpan(directory.Length + Nonces.TagBytes), directory.Length + Nonces.TagBytes);
        _target.Write(stored);
    }

    private void Add(PackInfo pack)
    {
        var bytes = _frame.AsSpan(_used, IndexFormat.PackBytes);
        Convert.FromHexString(pack.Hash, bytes, out _, out _);
        pack.Salt.CopyTo(bytes[32..]);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[64..], pack.Length);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[68..], (int)pack.Kind);
        _used += IndexFormat.PackBytes;
        if (_used == IndexFormat.PacksPerFrame * IndexFormat.PackBytes) WriteFrame();
    }

    private void WriteFrame()
    {
        if (_used == 0) return;
        _cipher.Encrypt(MessageKind.Body, _frames++, _frame.AsSpan(0, _used), _stored);
        _target.Write(_stored.AsSpan(0, _used + Nonces.TagBytes));
        _used = 0;
    }
}
