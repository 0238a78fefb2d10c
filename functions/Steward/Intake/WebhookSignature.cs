using System.Security.Cryptography;

namespace Steward.Intake;

/// <summary>GitHub's signature of a webhook: HMAC-SHA256 (RFC 2104) of the raw body, written <c>sha256=</c> and 64 hexadecimal digits.</summary>
public static class WebhookSignature
{
    /// <summary>The header that carries it.</summary>
    public const string Header = "X-Hub-Signature-256";

    private const string Prefix = "sha256=";
    private const int Length = HMACSHA256.HashSizeInBytes;

    /// <summary>The header's value for a body, as GitHub would send it.</summary>
    public static string Sign(ReadOnlySpan<byte> secret, ReadOnlySpan<byte> body) =>
        Prefix + Convert.ToHexStringLower(HMACSHA256.HashData(secret, body));

    /// <summary>True when a value has the form of a signature at all; then it is worth reading the body.</summary>
    public static bool IsWellFormed(string? signature)
    {
        Span<byte> bytes = stackalloc byte[Length];
        return TryRead(signature, bytes);
    }

    /// <summary>True when the body was signed with one of the secrets. Every secret is tried and compared in constant time.</summary>
    /// <param name="secrets">The current secret and, while it is being rotated, the one before.</param>
    /// <param name="signature">The header's value.</param>
    /// <param name="body">The raw body.</param>
    public static bool IsValid(IReadOnlyList<byte[]> secrets, string? signature, ReadOnlySpan<byte> body)
    {
        Span<byte> given = stackalloc byte[Length];
        if (!TryRead(signature, given)) return false;
        Span<byte> wanted = stackalloc byte[Length];
        var valid = false;
        for (var i = 0; i < secrets.Count; i++)
        {
            HMACSHA256.HashData(secrets[i], body, wanted);
            valid |= CryptographicOperations.FixedTimeEquals(given, wanted);
        }

        return valid;
    }

    private static bool TryRead(string? signature, Span<byte> bytes) =>
        signature is { Length: 71 } && signature.StartsWith(Prefix, StringComparison.Ordinal)
        && Convert.FromHexString(signature.AsSpan(Prefix.Length), bytes, out _, out _) == System.Buffers.OperationStatus.Done;
}
