using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Steward.Kernel;

namespace Steward.Ledger.Notes;

/// <summary>
/// A public ECDSA key for signed notes: signature type 0x02 of C2SP <c>signed-note</c>, SHA-256 and ASN.1 DER signatures. Its key id is the
/// beginning of SHA-256 of the SubjectPublicKeyInfo, without the name: that is what the format says for this type.
/// </summary>
public sealed class NoteKey
{
    private const byte EcdsaType = 0x02;
    private readonly byte[] _publicKey;

    private NoteKey(string? name, byte[] publicKey)
    {
        using var key = Import(publicKey);
        (Name, _publicKey) = (name, publicKey);
        KeyId = BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData(publicKey));
    }

    /// <summary>The name that signatures must carry; null: any.</summary>
    public string? Name { get; }

    /// <summary>The key's id in signature lines.</summary>
    public uint KeyId { get; }

    /// <summary>The public key as SubjectPublicKeyInfo, DER.</summary>
    public ReadOnlyMemory<byte> PublicKey => _publicKey;

    /// <summary>The key as one line of text, for verifiers (C2SP <c>vkey</c>): name, id and key.</summary>
    public string VerifierKey => $"{Name}+{KeyId:x8}+{Convert.ToBase64String([EcdsaType, .. _publicKey])}";

    /// <summary>The public half of a signer's key.</summary>
    public static NoteKey Of(ISigner signer) => new(signer.KeyName, signer.PublicKey.ToArray());

    /// <summary>Reads a public key: PEM (<c>PUBLIC KEY</c>), or a verifier key <c>name+id+base64</c>. Throws Invalid for anything else.</summary>
    public static NoteKey Parse(string text)
    {
        try
        {
            return text.Contains("-----BEGIN", StringComparison.Ordinal) ? ParsePem(text) : ParseVerifierKey(text.Trim());
        }
        catch (Exception failure) when (failure is CryptographicException or FormatException or ArgumentException)
        {
            throw NotAKey(failure);
        }
    }

    /// <summary>True when a note carries this key's signature and it is right. A wrong signature of this key is false, whatever others say.</summary>
    public bool Verifies(SignedNote note)
    {
        var own = note.Signatures.Where(s => s.KeyId == KeyId && (Name is null || s.Name == Name)).ToList();
        using var key = Import(_publicKey);
        var data = Encoding.UTF8.GetBytes(note.Text);
        return own.Count > 0
            && own.TrueForAll(s => key.VerifyData(data, s.Signature, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence));
    }

    private static NoteKey ParsePem(string text)
    {
        using var key = ECDsa.Create();
        key.ImportFromPem(text);
        return new NoteKey(null, key.ExportSubjectPublicKeyInfo());
    }

    private static NoteKey ParseVerifierKey(string text)
    {
        if (text.Split('+', 3) is not [{ Length: > 0 } name, var id, var base64]) throw NotAKey();
        var bytes = Convert.FromBase64String(base64);
        if (bytes is not [EcdsaType, ..]) throw NotAKey();
        var key = new NoteKey(name, bytes[1..]);
        return key.KeyId.ToString("x8") == id ? key : throw NotAKey();
    }

    private static ECDsa Import(byte[] publicKey)
    {
        var key = ECDsa.Create();
        key.ImportSubjectPublicKeyInfo(publicKey, out _);
        return key;
    }

    private static StewardException NotAKey(Exception? inner = null) =>
        StewardException.Invalid("This is not a public ECDSA key: give a PEM file with a PUBLIC KEY, or a verifier key 'name+id+base64'.", inner);
}
