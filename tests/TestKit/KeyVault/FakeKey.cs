using System.Buffers.Text;
using System.Security.Cryptography;

namespace Steward.TestKit.KeyVault;

/// <summary>A key of the fake vault: its versions, the newest last.</summary>
internal sealed class FakeKey
{
    private readonly List<FakeKeyVersion> _versions = [];

    public FakeKeyVersion Add(FakeKeyVersion version)
    {
        lock (_versions) _versions.Add(version);
        return version;
    }

    public FakeKeyVersion? Find(string? id)
    {
        lock (_versions) return id is null ? _versions[^1] : _versions.Find(v => v.Id == id);
    }
}

/// <summary>One version of a key.</summary>
public sealed class FakeKeyVersion
{
    private readonly ECDsa? _key;
    private readonly Lazy<RSA> _rsa = new(() => RSA.Create(2048));

    private FakeKeyVersion(ECDsa? key, string type, string? curve) => (_key, Type, Curve) = (key, type, curve);

    /// <summary>Its id, 32 hexadecimal digits.</summary>
    public string Id { get; } = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    /// <summary>False: whoever asks is refused.</summary>
    public bool IsEnabled { get; set; } = true;

    /// <summary>Changes what it signs with; null: the truth.</summary>
    public Func<byte[], byte[]>? Falsify { get; set; }

    /// <summary>Changes the address that it says it has; null: the truth.</summary>
    public Uri? ClaimedId { get; set; }

    private string Type { get; }

    private string? Curve { get; }

    /// <summary>An EC key on P-256, as Steward needs one.</summary>
    public static FakeKeyVersion P256(string type = "EC") => new(ECDsa.Create(ECCurve.NamedCurves.nistP256), type, "P-256");

    /// <summary>An EC key on another curve.</summary>
    public static FakeKeyVersion P384() => new(ECDsa.Create(ECCurve.NamedCurves.nistP384), "EC", "P-384");

    /// <summary>An RSA key.</summary>
    public static FakeKeyVersion Rsa() => new(null, "RSA", null);

    // RSA-OAEP-256, for any version: made when it is first asked for.
    internal string Wrap(string value) => Base64Url.EncodeToString(_rsa.Value.Encrypt(Base64Url.DecodeFromChars(value), RSAEncryptionPadding.OaepSHA256));

    internal string Unwrap(string value) => Base64Url.EncodeToString(_rsa.Value.Decrypt(Base64Url.DecodeFromChars(value), RSAEncryptionPadding.OaepSHA256));

    internal object Public(Uri id)
    {
        var point = _key?.ExportParameters(includePrivateParameters: false).Q;
        return new { kid = ClaimedId ?? id, kty = Type, key_ops = new[] { "sign", "verify" }, crv = Curve, x = Text(point?.X), y = Text(point?.Y) };
    }

    // r and s side by side, as the real one answers.
    internal string Sign(string digest)
    {
        var pair = _key!.SignHash(Base64Url.DecodeFromChars(digest), DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        return Base64Url.EncodeToString(Falsify is { } falsify ? falsify(pair) : pair);
    }

    private static string? Text(byte[]? bytes) => bytes is null ? null : Base64Url.EncodeToString(bytes);
}
