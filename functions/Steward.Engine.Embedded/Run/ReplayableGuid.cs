using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Steward.Engine.Embedded.Run;

/// <summary>Name-based ids: RFC 4122, section 4.3, version 5.</summary>
internal static class ReplayableGuid
{
    private static readonly byte[] Namespace = new Guid("6ba7b812-9dad-11d1-80b4-00c04fd430c8").ToByteArray(bigEndian: true);

    /// <summary>The id of a name.</summary>
    [SuppressMessage("Security", "CA5350", Justification = "Version 5 is SHA-1 by definition; the id protects nothing.")]
    public static Guid Create(string name)
    {
        var hash = SHA1.HashData([.. Namespace, .. Encoding.UTF8.GetBytes(name)]);
        hash[6] = (byte)((hash[6] & 0x0f) | 0x50);
        hash[8] = (byte)((hash[8] & 0x3f) | 0x80);
        return new Guid(hash.AsSpan(0, 16), bigEndian: true);
    }
}
