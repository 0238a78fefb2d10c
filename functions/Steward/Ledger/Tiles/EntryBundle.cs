using System.Buffers.Binary;
using Steward.Kernel;

namespace Steward.Ledger.Tiles;

/// <summary>Entries one after the other, each behind its length as a big-endian 16-bit number (C2SP <c>tlog-tiles</c>, "Log entries").</summary>
public static class EntryBundle
{
    /// <summary>The most bytes of one entry.</summary>
    public const int MaxEntry = ushort.MaxValue;

    /// <summary>Packs entries. Throws Invalid for one that is too large.</summary>
    public static byte[] Pack(IReadOnlyCollection<byte[]> entries)
    {
        var bundle = new byte[entries.Sum(e => e.Length + sizeof(ushort))];
        var rest = bundle.AsSpan();
        foreach (var entry in entries)
        {
            if (entry.Length > MaxEntry) throw StewardException.Invalid($"An entry has {entry.Length} bytes; at most {MaxEntry} fit into a bundle.");
            BinaryPrimitives.WriteUInt16BigEndian(rest, (ushort)entry.Length);
            entry.CopyTo(rest[sizeof(ushort)..]);
            rest = rest[(sizeof(ushort) + entry.Length)..];
        }

        return bundle;
    }

    /// <summary>Unpacks entries. Throws Invalid when the bytes end inside an entry or there are more or fewer than expected.</summary>
    public static IReadOnlyList<byte[]> Unpack(ReadOnlySpan<byte> bundle, int expected)
    {
        var entries = new List<byte[]>(expected);
        while (!bundle.IsEmpty)
        {
            if (bundle.Length < sizeof(ushort)) throw Broken(entries.Count);
            var length = BinaryPrimitives.ReadUInt16BigEndian(bundle);
            bundle = bundle[sizeof(ushort)..];
            if (bundle.Length < length) throw Broken(entries.Count);
            entries.Add(bundle[..length].ToArray());
            bundle = bundle[length..];
        }

        return entries.Count == expected
            ? entries
            : throw StewardException.Invalid($"The bundle has {entries.Count} entries instead of {expected}.");
    }

    private static StewardException Broken(int entry) => StewardException.Invalid($"The bundle ends inside its entry {entry}.");
}
