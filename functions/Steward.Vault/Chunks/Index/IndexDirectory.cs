using System.Buffers.Binary;
using Steward.Kernel;
using Steward.Vault.Keys;

namespace Steward.Vault.Chunks.Index;

/// <summary>The end of an index: what there is in it, and where.</summary>
/// <param name="Packs">How many packs it names.</param>
/// <param name="Entries">How many chunks.</param>
/// <param name="Covered">The index objects that were merged into it; none in the store.</param>
/// <param name="Firsts">The first id of each frame of entries.</param>
internal sealed record IndexDirectory(int Packs, int Entries, IReadOnlyList<string> Covered, byte[] Firsts)
{
    private const int MaxBytes = 256 << 20;

    public static IndexDirectory Read(IRunSource source, ObjectCipher cipher)
    {
        Span<byte> footer = stackalloc byte[IndexFormat.FooterBytes];
        source.Read(source.Length - footer.Length, footer);
        var length = BinaryPrimitives.ReadInt32LittleEndian(footer);
        var offset = source.Length - footer.Length - length;
        if (length is < IndexFormat.CountsBytes + Nonces.TagBytes or > MaxBytes || offset < ObjectCipher.HeaderBytes) throw Wrong();
        var (stored, plain) = (new byte[length], new byte[length - Nonces.TagBytes]);
        source.Read(offset, stored);
        return cipher.Decrypt(MessageKind.Directory, 0, stored, plain) && Parse(plain) is { } directory && directory.EndsAt() == offset ? directory : throw Wrong();
    }

    public static StewardException Wrong() => StewardException.Invalid("An index is not what was written: damaged, changed, or of another vault. Run 'steward vault repair'.");

    private static IndexDirectory? Parse(byte[] plain)
    {
        var counts = (Packs: Int(plain, 0), Entries: Int(plain, 4), Covered: Int(plain, 8));
        if (counts.Packs < 0 || counts.Entries < 0 || counts.Covered < 0) return null;
        var firsts = IndexFormat.CountsBytes + (32L * counts.Covered);
        if (firsts + (32L * Frames(counts.Entries, IndexFormat.EntriesPerFrame)) != plain.Length) return null;
        var covered = Enumerable.Range(0, counts.Covered).Select(n => Convert.ToHexStringLower(plain, IndexFormat.CountsBytes + (32 * n), 32));
        return new IndexDirectory(counts.Packs, counts.Entries, [.. covered], plain[(int)firsts..]);
    }

    private static int Int(byte[] bytes, int at) => BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(at));

    private static long Frames(int items, int each) => ((long)items + each - 1) / each;

    private long EndsAt() =>
        ObjectCipher.HeaderBytes + ((long)Packs * IndexFormat.PackBytes) + ((long)Entries * IndexFormat.EntryBytes)
        + ((Frames(Packs, IndexFormat.PacksPerFrame) + Frames(Entries, IndexFormat.EntriesPerFrame)) * Nonces.TagBytes);
}
