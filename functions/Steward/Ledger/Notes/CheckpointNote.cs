using System.Globalization;
using System.Text;
using Steward.Kernel;
using Steward.Ledger.Merkle;

namespace Steward.Ledger.Notes;

/// <summary>Checkpoints as signed notes (C2SP <c>tlog-checkpoint</c>): origin, size and root hash, a line each.</summary>
public static class CheckpointNote
{
    /// <summary>The most bytes of a checkpoint that is read.</summary>
    public const int MaxBytes = 64 * 1024;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The name of a product's ledger: <c>steward/owner/name</c>.</summary>
    public static string OriginOf(ProductId product) => $"steward/{product}";

    /// <summary>Signs the head of a tree.</summary>
    public static async Task<Checkpoint> SignAsync(ISigner signer, string origin, long size, byte[] root, CancellationToken cancellation)
    {
        var text = $"{origin}\n{size.ToString(CultureInfo.InvariantCulture)}\n{Convert.ToBase64String(root)}\n";
        var signature = await signer.SignAsync(Utf8.GetBytes(text), cancellation);
        var note = new SignedNote(text, [new NoteSignature(signer.KeyName, NoteKey.Of(signer).KeyId, signature)]);
        return new Checkpoint(origin, size, root, note.ToString());
    }

    /// <summary>Reads a checkpoint strictly; signatures are not checked. Throws Invalid for what is not one.</summary>
    public static Checkpoint Parse(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > MaxBytes) throw Broken($"it has more than {MaxBytes} bytes");
        try
        {
            return Parse(Utf8.GetString(bytes));
        }
        catch (DecoderFallbackException failure)
        {
            throw Broken("it is not UTF-8", failure);
        }
    }

    /// <summary>Reads a checkpoint strictly; signatures are not checked. Throws Invalid for what is not one.</summary>
    public static Checkpoint Parse(string note)
    {
        var lines = SignedNote.Parse(note).Text.Split('\n');
        if (lines is not [{ Length: > 0 } origin, var size, var root, .., ""] || lines[..^1].Any(l => l.Length == 0))
            throw Broken("it has not three lines of text");
        if (!long.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out var leaves) || leaves.ToString(CultureInfo.InvariantCulture) != size)
            throw Broken("its size is not a number");
        var hash = new byte[root.Length];
        return Convert.TryFromBase64String(root, hash, out var length) && length == TreeHash.Length && Convert.ToBase64String(hash, 0, length) == root
            ? new Checkpoint(origin, leaves, hash[..length], note)
            : throw Broken("its root hash is not 32 bytes in base64");
    }

    private static StewardException Broken(string why, Exception? inner = null) => StewardException.Invalid($"This is not a checkpoint: {why}.", inner);
}
