using System.Buffers.Binary;
using Steward.Access;
using Steward.Stages.Security.Secrets.Search;

namespace Steward.Stages.Security.Secrets.Rules;

/// <summary>Checks by which formats of tokens prove themselves.</summary>
internal static class Checksums
{
    private const int Digits = 6;

    /// <summary>
    /// CRC-32 of the random part in six base-62 digits at the end, as GitHub described it ("Behind GitHub's new authentication token formats", 2021),
    /// and npm after it. With any other end it is no token.
    /// </summary>
    public static SecretCertainty? Base62AfterPrefix(Candidate candidate) => Fits(candidate.Secret, candidate.Secret.IndexOf('_', StringComparison.Ordinal) + 1)
        ? SecretCertainty.Verified : null;

    /// <summary>As <see cref="Base62AfterPrefix"/>, where it is not documented what the checksum is of: it can only make a finding surer.</summary>
    public static SecretCertainty? Base62Perhaps(Candidate candidate) =>
        new[] { 0, candidate.Secret.LastIndexOf('_') + 1, candidate.Secret.LastIndexOf('_') - 22 }.Any(from => Fits(candidate.Secret, from))
            ? SecretCertainty.Verified : candidate.Certainty;

    /// <summary>A token of Steward's own.</summary>
    public static SecretCertainty? Steward(Candidate candidate) => TokenSecret.IsWellFormed(candidate.Secret) ? SecretCertainty.Verified : null;

    private static bool Fits(string token, int from)
    {
        if (from < 0 || token.Length - from <= Digits) return false;
        Span<byte> bytes = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, Crc32.Of(token[from..^Digits]));
        return token.EndsWith(Base62.Write(bytes, Digits), StringComparison.Ordinal);
    }
}
