using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.IdentityModel.Tokens;

namespace Steward.TestKit.Access;

/// <summary>A key of an issuer, and what can be forged with it. Tokens are put together here by hand, so that they can be wrong in any way.</summary>
/// <param name="id">Its id.</param>
/// <param name="bits">How long it is.</param>
public sealed class FakeSigningKey(string id, int bits = 2048)
{
    public string Id { get; } = id;

    public RSA Rsa { get; } = RSA.Create(bits);

    /// <summary>A token as it should be: RS256.</summary>
    public string Sign(JsonObject claims, Action<JsonObject>? header = null)
    {
        var signed = Unsigned(claims, "RS256", header);
        return $"{signed}.{Base64UrlEncoder.Encode(Rsa.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))}";
    }

    /// <summary>A token that is truly signed with the key, by another algorithm.</summary>
    public string SignWith512(JsonObject claims)
    {
        var signed = Unsigned(claims, "RS512");
        return $"{signed}.{Base64UrlEncoder.Encode(Rsa.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA512, RSASignaturePadding.Pkcs1))}";
    }

    /// <summary>A token that says it needs no signature.</summary>
    public string SignNot(JsonObject claims) => $"{Unsigned(claims, "none")}.";

    /// <summary>A token whose shared secret is the public key that everybody has.</summary>
    public string SignWithPublicKey(JsonObject claims)
    {
        var signed = Unsigned(claims, "HS256");
        return $"{signed}.{Base64UrlEncoder.Encode(HMACSHA256.HashData(Encoding.ASCII.GetBytes(Rsa.ExportSubjectPublicKeyInfoPem()), Encoding.ASCII.GetBytes(signed)))}";
    }

    private string Unsigned(JsonObject claims, string algorithm, Action<JsonObject>? more = null)
    {
        var header = new JsonObject { ["alg"] = algorithm, ["typ"] = "JWT", ["kid"] = Id };
        more?.Invoke(header);
        return $"{Base64UrlEncoder.Encode(header.ToJsonString())}.{Base64UrlEncoder.Encode(claims.ToJsonString())}";
    }
}
