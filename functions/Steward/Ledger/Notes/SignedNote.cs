using System.Text;
using Steward.Kernel;

namespace Steward.Ledger.Notes;

/// <summary>One signature line of a note.</summary>
/// <param name="Name">The key's name.</param>
/// <param name="KeyId">The key's id.</param>
/// <param name="Signature">The signature.</param>
public sealed record NoteSignature(string Name, uint KeyId, byte[] Signature);

/// <summary>Text signed by one or more keys (C2SP <c>signed-note</c>).</summary>
/// <param name="Text">The text that is signed, ending in a newline.</param>
/// <param name="Signatures">Its signatures; none of them is checked yet.</param>
public sealed record SignedNote(string Text, IReadOnlyList<NoteSignature> Signatures)
{
    private const int MaxLength = 256 * 1024;
    private const int KeyIdLength = sizeof(uint);

    /// <summary>Reads a note strictly. Throws Invalid for what is not one.</summary>
    public static SignedNote Parse(string note)
    {
        var split = note.Length > MaxLength ? -1 : note.LastIndexOf("\n\n", StringComparison.Ordinal);
        if (split < 0 || !note.EndsWith('\n') || note.Any(c => c < ' ' && c != '\n')) throw Broken("no text, empty line and signatures");
        var lines = note[(split + 2)..].Split('\n')[..^1];
        if (lines.Length == 0) throw Broken("no signature");
        return new SignedNote(note[..(split + 1)], [.. lines.Select(ParseSignature)]);
    }

    /// <summary>The note as others read it.</summary>
    public override string ToString()
    {
        var note = new StringBuilder(Text).Append('\n');
        foreach (var (name, id, signature) in Signatures)
            note.Append("— ").Append(name).Append(' ').Append(Convert.ToBase64String([.. BigEndian(id), .. signature])).Append('\n');
        return note.ToString();
    }

    internal static byte[] BigEndian(uint id) => [(byte)(id >> 24), (byte)(id >> 16), (byte)(id >> 8), (byte)id];

    private static NoteSignature ParseSignature(string line)
    {
        if (line.Split(' ') is not ["—", { Length: > 0 } name, var base64] || name.Contains('+', StringComparison.Ordinal))
            throw Broken("a signature line of another form");
        var bytes = new byte[base64.Length];
        if (!Convert.TryFromBase64String(base64, bytes, out var length) || length <= KeyIdLength
            || Convert.ToBase64String(bytes, 0, length) != base64) throw Broken("a signature that is not base64");
        var id = (uint)((bytes[0] << 24) | (bytes[1] << 16) | (bytes[2] << 8) | bytes[3]);
        return new NoteSignature(name, id, bytes[KeyIdLength..length]);
    }

    private static StewardException Broken(string what) => StewardException.Invalid($"This is not a signed note: it has {what}.");
}
