using Microsoft.IdentityModel.JsonWebTokens;

namespace Steward.Azure.Grants.Arm;

/// <summary>Who a token is of. The token is our own and fresh from its issuer: it is read, not verified.</summary>
internal static class ArmIdentity
{
    /// <summary>The object id of the token's bearer; null when it is no JWT or says nothing.</summary>
    public static string? ObjectId(string token)
    {
        var handler = new JsonWebTokenHandler();
        return handler.CanReadToken(token) && handler.ReadJsonWebToken(token).TryGetPayloadValue<string>("oid", out var id) ? id.ToLowerInvariant() : null;
    }
}
