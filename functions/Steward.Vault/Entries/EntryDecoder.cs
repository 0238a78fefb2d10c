using System.Formats.Cbor;
using Steward.Kernel;

namespace Steward.Vault.Entries;

/// <summary>Reads the items of one chunk of a listing. Whatever is not exactly what the encoder writes is Invalid.</summary>
internal static class EntryDecoder
{
    private const EntryKind Continued = (EntryKind)EntryFields.Continued;

    /// <summary>Reads all items and adds them to a list; what goes on from the item before is joined to it.</summary>
    /// <param name="chunk">The chunk: whole items.</param>
    /// <param name="into">The list; it holds the last entry of the chunk before.</param>
    public static void Decode(ReadOnlyMemory<byte> chunk, List<Entry> into)
    {
        try
        {
            var cbor = new CborReader(chunk, CborConformanceMode.Canonical, allowMultipleRootLevelValues: true);
            while (cbor.BytesRemaining > 0)
            {
                var item = Item(cbor);
                if (item.Kind != Continued) into.Add(Ordered(item, into.Count > 0 ? into[^1] : null));
                else if (into.Count > 0) into[^1] = Joined(into[^1], item);
                else throw Damaged("it begins in the middle of an entry");
            }
        }
        catch (Exception failure) when (failure is CborContentException or InvalidOperationException or OverflowException)
        {
            throw StewardException.Invalid($"The listing is damaged: {Texts.Clip(failure.Message, 120)}", failure);
        }
    }

    /// <summary>The items of a chunk as they stand, one that goes on from the chunk before too: each with its path and its own chunks.</summary>
    public static List<Entry> Items(ReadOnlyMemory<byte> chunk)
    {
        try
        {
            var items = new List<Entry>();
            var cbor = new CborReader(chunk, CborConformanceMode.Canonical, allowMultipleRootLevelValues: true);
            while (cbor.BytesRemaining > 0) items.Add(Item(cbor));
            return items;
        }
        catch (Exception failure) when (failure is CborContentException or InvalidOperationException or OverflowException)
        {
            throw StewardException.Invalid($"The listing is damaged: {Texts.Clip(failure.Message, 120)}", failure);
        }
    }

    private static Entry Item(CborReader cbor)
    {
        var fields = cbor.ReadStartMap() ?? throw Damaged("a map without its length");
        if (fields < 2 || cbor.ReadInt32() != EntryFields.Path) throw Damaged("an entry without path");
        var path = EntryPath.Checked(cbor.ReadDefiniteLengthByteString().ToArray());
        if (cbor.ReadInt32() != EntryFields.Kind) throw Damaged("an entry without kind");
        var draft = new EntryDraft(path, cbor.ReadInt32());
        for (var i = 2; i < fields; i++) draft.Read(cbor, cbor.ReadInt32());
        cbor.ReadEndMap();
        return draft.Build();
    }

    private static Entry Ordered(Entry entry, Entry? before) =>
        before is null || before.Path.CompareTo(entry.Path) < 0 ? entry : throw Damaged($"'{Texts.Clip(entry.Path.ToString(), 80)}' does not stand in its order");

    private static Entry Joined(Entry first, Entry more)
    {
        if (first.Path != more.Path) throw Damaged("the parts of an entry do not belong together");
        return first with { Chunks = Concat(first.Chunks, more.Chunks), Holes = Concat(first.Holes, more.Holes) };
    }

    // The list that grows is one of our own making, so it can be added to.
    private static IReadOnlyList<T> Concat<T>(IReadOnlyList<T> first, IReadOnlyList<T> more)
    {
        if (more.Count == 0) return first;
        var joined = first as List<T> ?? [.. first];
        joined.AddRange(more);
        return joined;
    }

    internal static StewardException Damaged(string how) => StewardException.Invalid($"The listing is damaged: {how}.");
}
