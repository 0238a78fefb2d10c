using System.Security.Cryptography;
using System.Text;

namespace Steward.Azure.Grants.Arm;

/// <summary>Names of role assignments, made of what they assign in the way of RFC 9562, version 8 (SHA-256): the same assignment has the same name.</summary>
internal static class ArmNames
{
    public static Guid Of(string scope, string roleDefinition, string principal)
    {
        var role = roleDefinition[(roleDefinition.LastIndexOf('/') + 1)..];
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"steward role assignment\n{scope}\n{role}\n{principal}".ToLowerInvariant())).AsSpan(0, 16);
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash, bigEndian: true);
    }
}
