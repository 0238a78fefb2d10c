using System.Security.Cryptography;
using Steward.Kernel;

namespace Steward.Access;

/// <summary>
/// The text of a token: <c>stw_</c>, 43 base-62 digits of 256 random bits, and 6 base-62 digits of the CRC-32 of what stands before
/// them, so that secret scanners recognise a token without asking anybody. Only its SHA-256 is ever stored: 256 random bits cannot be
/// guessed, so neither salt nor a slow hash would add anything.
/// </summary>
public static class TokenSecret
{
    /// <summary>What every token begins with.</summary>
    public const string Prefix = "stw_";

    /// <summary>The characters of a token.</summary>
    public const int Length = 53;

    private const int RandomBytes = 32;
    private const int RandomDigits = 43;
    private const int ChecksumDigits = 6;
    private const int HashDigits = 64;

    /// <summary>A new token.</summary>
    public static string Create()
    {
        var body = Prefix + Base62.Write(RandomNumberGenerator.GetBytes(RandomBytes), RandomDigits);
        return body + Checksum(body);
    }

    /// <summary>True when a text has the form of a token and its checksum fits. Says nothing about whether the token was ever issued.</summary>
    public static bool IsWellFormed(string? text) =>
        text is { Length: Length } && text.StartsWith(Prefix, StringComparison.Ordinal)
        && text.AsSpan(Prefix.Length).IndexOfAnyExcept(Base62.Digits) < 0
        && text.EndsWith(Checksum(text[..^ChecksumDigits]), StringComparison.Ordinal);

    /// <summary>What is stored of a token or code: SHA-256 in hexadecimal.</summary>
    public static string Hash(string secret) => Digest.Sha256(secret);

    /// <summary>True for what <see cref="Hash"/> gives: 64 hexadecimal digits in lower case.</summary>
    public static bool IsHash(string? text) => text is { Length: HashDigits } && text.All(char.IsAsciiHexDigitLower);

    private static string Checksum(string body)
    {
        Span<byte> bytes = stackalloc byte[sizeof(uint)];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(bytes, Crc32.Of(body));
        return Base62.Write(bytes, ChecksumDigits);
    }
}
