using System.Runtime.InteropServices;

namespace Steward.Vault.Native;

/// <summary>What statx(2) tells; the same on every processor.</summary>
[StructLayout(LayoutKind.Explicit, Size = 256)]
internal struct LinuxStat
{
    /// <summary>Everything that older calls tell as well.</summary>
    public const uint BasicMask = 0x7FF;

    private const int TypeMask = 0xF000;
    public const int TypePipe = 0x1000, TypeCharacter = 0x2000, TypeFolder = 0x4000, TypeBlock = 0x6000, TypeFile = 0x8000, TypeLink = 0xA000, TypeSocket = 0xC000;

    [FieldOffset(16)] public uint Links;
    [FieldOffset(20)] public uint User;
    [FieldOffset(24)] public uint Group;
    [FieldOffset(28)] public ushort Mode;
    [FieldOffset(32)] public ulong Inode;
    [FieldOffset(40)] public long Size;
    [FieldOffset(48)] public long Blocks;
    [FieldOffset(96)] private long _changed;
    [FieldOffset(104)] private uint _changedNanos;
    [FieldOffset(112)] private long _modified;
    [FieldOffset(120)] private uint _modifiedNanos;
    [FieldOffset(128)] private uint _nodeMajor;
    [FieldOffset(132)] private uint _nodeMinor;
    [FieldOffset(136)] private uint _major;
    [FieldOffset(140)] private uint _minor;

    public readonly int Type => Mode & TypeMask;

    public readonly long Modified => Nanos(_modified, _modifiedNanos);

    public readonly long Changed => Nanos(_changed, _changedNanos);

    /// <summary>The file system that it lies in.</summary>
    public readonly ulong FileSystem => ((ulong)_major << 32) | _minor;

    /// <summary>The device that a node stands for, in the numbering of makedev(3).</summary>
    public readonly ulong Device => (((ulong)_nodeMajor & 0xFFFFF000) << 32) | (((ulong)_nodeMajor & 0xFFF) << 8) | (((ulong)_nodeMinor & 0xFFFFFF00) << 12) | (_nodeMinor & 0xFF);

    /// <summary>True when less is stored than the size says: there can be holes.</summary>
    public readonly bool MayHaveHoles => Blocks * 512 < Size;

    // Times of the years before 1678 and after 2262 do not fit; they become the nearest that does.
    private static long Nanos(long seconds, uint nanos) =>
        seconds is < -9_223_372_036 or > 9_223_372_035 ? (seconds < 0 ? long.MinValue : long.MaxValue) : (seconds * 1_000_000_000) + nanos;
}
