using System.Formats.Cbor;
using Steward.Vault.Chunks;

namespace Steward.Vault.Entries;

/// <summary>An entry while its fields are read.</summary>
internal sealed class EntryDraft(EntryPath path, int kind)
{
    private int _mode;
    private long _user, _group, _modified, _changed, _size;
    private ulong _inode, _device;
    private string? _userName, _groupName;
    private IReadOnlyList<ChunkId> _chunks = [];
    private IReadOnlyList<Hole> _holes = [];
    private IReadOnlyList<ExtendedAttribute> _attributes = [];
    private ReadOnlyMemory<byte> _target;

    /// <summary>Reads the value of a field; the conformance mode has seen to it that keys ascend.</summary>
    public void Read(CborReader cbor, int key)
    {
        switch (key)
        {
            case EntryFields.Mode: _mode = cbor.ReadInt32(); break;
            case EntryFields.User: _user = cbor.ReadInt64(); break;
            case EntryFields.Group: _group = cbor.ReadInt64(); break;
            case EntryFields.UserName: _userName = cbor.ReadTextString(); break;
            case EntryFields.GroupName: _groupName = cbor.ReadTextString(); break;
            case EntryFields.Modified: _modified = cbor.ReadInt64(); break;
            case EntryFields.Changed: _changed = cbor.ReadInt64(); break;
            case EntryFields.Inode: _inode = cbor.ReadUInt64(); break;
            case EntryFields.Device: _device = cbor.ReadUInt64(); break;
            case EntryFields.Size: _size = cbor.ReadInt64(); break;
            case EntryFields.Chunks: _chunks = ReadChunks(cbor); break;
            case EntryFields.Holes: _holes = ReadHoles(cbor); break;
            case EntryFields.Target: _target = cbor.ReadDefiniteLengthByteString().ToArray(); break;
            case EntryFields.Attributes: _attributes = ReadAttributes(cbor); break;
            default: throw EntryDecoder.Damaged($"the field {key} is unknown; a newer Steward may have written it");
        }
    }

    /// <summary>The entry; Invalid when its fields do not fit together.</summary>
    public Entry Build()
    {
        if (kind is < EntryFields.Continued or > (int)EntryKind.BlockDevice) throw EntryDecoder.Damaged($"the kind {kind} is unknown; a newer Steward may have written it");
        if (_size < 0 || _mode is < 0 or > 0xFFF || _user is < 0 or > uint.MaxValue || _group is < 0 or > uint.MaxValue) throw EntryDecoder.Damaged("a number is out of its range");
        return new Entry
        {
            Path = path, Kind = (EntryKind)kind, Mode = _mode, User = _user, Group = _group, UserName = _userName, GroupName = _groupName,
            Modified = _modified, Changed = _changed, Inode = _inode, Device = _device, Size = _size,
            Chunks = _chunks, Holes = _holes, Target = _target, Attributes = _attributes,
        };
    }

    private static ChunkId[] ReadChunks(CborReader cbor)
    {
        var bytes = cbor.ReadDefiniteLengthByteString().Span;
        if (bytes.Length % ChunkId.Length != 0 || bytes.Length > EntryFields.MaxChunks * ChunkId.Length) throw EntryDecoder.Damaged("the ids of chunks are incomplete");
        var ids = new ChunkId[bytes.Length / ChunkId.Length];
        for (var i = 0; i < ids.Length; i++) ids[i] = new ChunkId(bytes.Slice(i * ChunkId.Length, ChunkId.Length));
        return ids;
    }

    private static List<Hole> ReadHoles(CborReader cbor)
    {
        var holes = new List<Hole>();
        for (var left = Pairs(cbor, EntryFields.MaxHoles); left > 0; left--)
        {
            var hole = new Hole(cbor.ReadInt64(), cbor.ReadInt64());
            if (hole.Offset < 0 || hole.Length <= 0 || hole.Offset > long.MaxValue - hole.Length) throw EntryDecoder.Damaged("a hole is out of its range");
            holes.Add(hole);
        }

        cbor.ReadEndArray();
        return holes;
    }

    private static List<ExtendedAttribute> ReadAttributes(CborReader cbor)
    {
        var attributes = new List<ExtendedAttribute>();
        for (var left = Pairs(cbor, EntryFields.MaxAttributeBytes); left > 0; left--)
            attributes.Add(new ExtendedAttribute(cbor.ReadTextString(), cbor.ReadDefiniteLengthByteString().ToArray()));
        cbor.ReadEndArray();
        return attributes;
    }

    private static int Pairs(CborReader cbor, int max) =>
        cbor.ReadStartArray() is { } count && count % 2 == 0 && count / 2 <= max ? count / 2 : throw EntryDecoder.Damaged("a list has no length or too many items");
}
