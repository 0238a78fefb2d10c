using System.Runtime.InteropServices;
using Steward.Vault.Chunks;

namespace Steward.Vault.Entries;

/// <summary>What an entry is. The numbers are the format's.</summary>
public enum EntryKind
{
    /// <summary>A file, or a stream such as a database's dump.</summary>
    File = 1,

    /// <summary>A folder.</summary>
    Directory = 2,

    /// <summary>A symbolic link; its target is kept as it is.</summary>
    SymbolicLink = 3,

    /// <summary>Another name of a file that came earlier in the listing.</summary>
    HardLink = 4,

    /// <summary>A named pipe.</summary>
    Pipe = 5,

    /// <summary>A character device.</summary>
    CharacterDevice = 6,

    /// <summary>A block device.</summary>
    BlockDevice = 7,
}

/// <summary>One line of a snapshot's listing. A listing is sorted by <see cref="EntryPath"/>; folders come before what is in them.</summary>
public sealed record Entry
{
    /// <summary>Its path below the snapshot's root.</summary>
    public required EntryPath Path { get; init; }

    /// <summary>What it is.</summary>
    public required EntryKind Kind { get; init; }

    /// <summary>The lower 12 bits of the mode: permissions, set-user-id, set-group-id, sticky.</summary>
    public int Mode { get; init; }

    /// <summary>The numeric owner.</summary>
    public long User { get; init; }

    /// <summary>The numeric group.</summary>
    public long Group { get; init; }

    /// <summary>The owner's name where the machine knew it.</summary>
    public string? UserName { get; init; }

    /// <summary>The group's name where the machine knew it.</summary>
    public string? GroupName { get; init; }

    /// <summary>When the content was changed, nanoseconds since 1970-01-01 UTC.</summary>
    public long Modified { get; init; }

    /// <summary>When content or attributes were changed, likewise: with inode and size it tells that a file need not be read again. 0 where unknown.</summary>
    public long Changed { get; init; }

    /// <summary>The inode; 0 where unknown.</summary>
    public ulong Inode { get; init; }

    /// <summary>Device number, for devices only.</summary>
    public ulong Device { get; init; }

    /// <summary>Bytes of the content, holes included.</summary>
    public long Size { get; init; }

    /// <summary>The chunks of the content in order, holes left out.</summary>
    public IReadOnlyList<ChunkId> Chunks { get; init; } = [];

    /// <summary>Holes of a sparse file in order: they are zeros that are not stored.</summary>
    public IReadOnlyList<Hole> Holes { get; init; } = [];

    /// <summary>The target of a symbolic link, as its bytes are; the path of the first name for a hard link.</summary>
    public ReadOnlyMemory<byte> Target { get; init; }

    /// <summary>Extended attributes, sorted by name (access control lists are among them: <c>system.posix_acl_access</c>).</summary>
    public IReadOnlyList<ExtendedAttribute> Attributes { get; init; } = [];
}

/// <summary>A range of zeros that is not stored.</summary>
/// <param name="Offset">Where it begins, in bytes.</param>
/// <param name="Length">How long it is.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Hole(long Offset, long Length);

/// <summary>An extended attribute.</summary>
/// <param name="Name">Its name with its class: <c>user.comment</c>.</param>
/// <param name="Value">Its value.</param>
public sealed record ExtendedAttribute(string Name, ReadOnlyMemory<byte> Value);
