using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Steward.Access.Bearers;

namespace Steward.TestKit.Access;

/// <summary>A tenant of Entra ID, and an app registration of Steward's in it.</summary>
public sealed class EntraWorld : IAsyncDisposable
{
    public const string Tenant = "11111111-2222-3333-4444-555555555555";
    private const string Client = "99999999-2222-3333-4444-555555555555";

    private EntraWorld(FakeIssuer issuer) => Issuer = issuer;

    public FakeIssuer Issuer { get; }

    public static async Task<EntraWorld> StartAsync() => new(await FakeIssuer.StartAsync($"/{Tenant}/v2.0"));

    /// <summary>Has a Steward believe it.</summary>
    public void AddTo(IServiceCollection services) => services.AddSingleton<ITrustedIssuer>(
        new EntraIssuer(Tenant, new EntraOptions { Authority = Issuer.Authority, Tenants = [Tenant], Audiences = [Client] }));

    /// <summary>What an access token of a person says, for an hour.</summary>
    public JsonObject Claims(string person, string role, DateTimeOffset now) => new()
    {
        ["iss"] = Issuer.Name, ["aud"] = Client, ["ver"] = "2.0", ["tid"] = Tenant, ["oid"] = person, ["sub"] = "pairwise", ["scp"] = "access", ["name"] = "Secret Person",
        ["iat"] = now.ToUnixTimeSeconds(), ["nbf"] = now.ToUnixTimeSeconds(), ["exp"] = now.AddHours(1).ToUnixTimeSeconds(), ["roles"] = new JsonArray(role),
    };

    public ValueTask DisposeAsync() => Issuer.DisposeAsync();
}
