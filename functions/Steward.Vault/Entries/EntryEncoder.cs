using System.Formats.Cbor;
using System.Numerics;
using Steward.Vault.Chunks;

namespace Steward.Vault.Entries;

/// <summary>Writes entries as items of a listing. The same entry is always the same bytes.</summary>
internal sealed class EntryEncoder
{
    // Keys ascend and counts are stated, so the bytes are canonical without the writer's own sorting.
    private readonly CborWriter _cbor = new(CborConformanceMode.Lax, initialCapacity: 4096);
    private byte[] _ids = new byte[1024];

    /// <summary>Hands over the items of an entry one by one: nearly always one.</summary>
    public void Encode(Entry entry, Action<EntryEncoder, int> item)
    {
        var (chunks, holes) = (Math.Min(entry.Chunks.Count, EntryFields.MaxChunks), Math.Min(entry.Holes.Count, EntryFields.MaxHoles));
        WriteFirst(entry, chunks, holes);
        item(this, _cbor.BytesWritten);
        while (chunks < entry.Chunks.Count || holes < entry.Holes.Count)
        {
            var (moreChunks, moreHoles) = (Math.Min(entry.Chunks.Count - chunks, EntryFields.MaxChunks), Math.Min(entry.Holes.Count - holes, EntryFields.MaxHoles));
            WriteMore(entry, (chunks, moreChunks), (holes, moreHoles));
            (chunks, holes) = (chunks + moreChunks, holes + moreHoles);
            item(this, _cbor.BytesWritten);
        }
    }

    /// <summary>Copies the item that was just told.</summary>
    public void CopyTo(Span<byte> target) => _cbor.Encode(target);

    private void WriteFirst(Entry entry, int chunks, int holes)
    {
        var there = Present(entry, chunks, holes);
        Begin(entry, (int)entry.Kind, there);
        foreach (var (key, value) in (ReadOnlySpan<(int, long)>)[(EntryFields.Mode, entry.Mode), (EntryFields.User, entry.User), (EntryFields.Group, entry.Group)])
            if (value != 0) Number(key, value);
        if (entry.UserName is not null) Text(EntryFields.UserName, entry.UserName);
        if (entry.GroupName is not null) Text(EntryFields.GroupName, entry.GroupName);
        if (entry.Modified != 0) Number(EntryFields.Modified, entry.Modified);
        if (entry.Changed != 0) Number(EntryFields.Changed, entry.Changed);
        if (entry.Inode != 0) Number(EntryFields.Inode, entry.Inode);
        if (entry.Device != 0) Number(EntryFields.Device, entry.Device);
        if (entry.Size != 0) Number(EntryFields.Size, entry.Size);
        WriteContent(entry, (0, chunks), (0, holes));
        if (!entry.Target.IsEmpty) Bytes(EntryFields.Target, entry.Target.Span);
        if (entry.Attributes.Count > 0) WriteAttributes(entry.Attributes);
        _cbor.WriteEndMap();
    }

    private void WriteMore(Entry entry, (int From, int Count) chunks, (int From, int Count) holes)
    {
        Begin(entry, EntryFields.Continued, Bit(chunks.Count != 0, EntryFields.Chunks) | Bit(holes.Count != 0, EntryFields.Holes));
        WriteContent(entry, chunks, holes);
        _cbor.WriteEndMap();
    }

    private void Begin(Entry entry, int kind, uint there)
    {
        _cbor.Reset();
        _cbor.WriteStartMap(2 + BitOperations.PopCount(there));
        Bytes(EntryFields.Path, entry.Path.Bytes.Span);
        _cbor.WriteInt32(EntryFields.Kind);
        _cbor.WriteInt32(kind);
    }

    private void WriteContent(Entry entry, (int From, int Count) chunks, (int From, int Count) holes)
    {
        if (chunks.Count > 0) Bytes(EntryFields.Chunks, Ids(entry.Chunks, chunks.From, chunks.Count));
        if (holes.Count == 0) return;
        _cbor.WriteInt32(EntryFields.Holes);
        _cbor.WriteStartArray(holes.Count * 2);
        for (var i = holes.From; i < holes.From + holes.Count; i++)
        {
            _cbor.WriteInt64(entry.Holes[i].Offset);
            _cbor.WriteInt64(entry.Holes[i].Length);
        }

        _cbor.WriteEndArray();
    }

    private ReadOnlySpan<byte> Ids(IReadOnlyList<ChunkId> chunks, int from, int count)
    {
        if (_ids.Length < count * ChunkId.Length) _ids = new byte[count * ChunkId.Length];
        for (var i = 0; i < count; i++) chunks[from + i].CopyTo(_ids.AsSpan(i * ChunkId.Length));
        return _ids.AsSpan(0, count * ChunkId.Length);
    }

    private void WriteAttributes(IReadOnlyList<ExtendedAttribute> attributes)
    {
        _cbor.WriteInt32(EntryFields.Attributes);
        _cbor.WriteStartArray(attributes.Count * 2);
        foreach (var attribute in attributes)
        {
            _cbor.WriteTextString(attribute.Name);
            _cbor.WriteByteString(attribute.Value.Span);
        }

        _cbor.WriteEndArray();
    }

    private void Number(int key, long value)
    {
        _cbor.WriteInt32(key);
        _cbor.WriteInt64(value);
    }

    private void Number(int key, ulong value)
    {
        _cbor.WriteInt32(key);
        _cbor.WriteUInt64(value);
    }

    private void Text(int key, string value)
    {
        _cbor.WriteInt32(key);
        _cbor.WriteTextString(value);
    }

    private void Bytes(int key, ReadOnlySpan<byte> value)
    {
        _cbor.WriteInt32(key);
        _cbor.WriteByteString(value);
    }

    private static uint Present(Entry entry, int chunks, int holes) =>
        Bit(entry.Mode != 0, EntryFields.Mode) | Bit(entry.User != 0, EntryFields.User) | Bit(entry.Group != 0, EntryFields.Group)
        | Bit(entry.UserName is not null, EntryFields.UserName) | Bit(entry.GroupName is not null, EntryFields.GroupName)
        | Bit(entry.Modified != 0, EntryFields.Modified) | Bit(entry.Changed != 0, EntryFields.Changed) | Bit(entry.Inode != 0, EntryFields.Inode)
        | Bit(entry.Device != 0, EntryFields.Device) | Bit(entry.Size != 0, EntryFields.Size) | Bit(chunks != 0, EntryFields.Chunks)
        | Bit(holes != 0, EntryFields.Holes) | Bit(!entry.Target.IsEmpty, EntryFields.Target) | Bit(entry.Attributes.Count != 0, EntryFields.Attributes);

    private static uint Bit(bool there, int key) => there ? 1u << key : 0;
}
