namespace Steward.Access.Bearers;

/// <summary>Which people and programs of Microsoft Entra ID may do what, by an access token for Steward's own app registration (v2.0 tokens).</summary>
public sealed class EntraOptions
{
    /// <summary>The authority; in other clouds than the public one another.</summary>
    public string Authority { get; set; } = "https://login.microsoftonline.com/";

    /// <summary>The tenants that are believed, by their ids. Every other one is refused.</summary>
    public IList<string> Tenants { get; set; } = [];

    /// <summary>The client id of Steward's app registration; more than one while it is being changed.</summary>
    public IList<string> Audiences { get; set; } = [];

    /// <summary>The level of each app role (the claim <c>roles</c>); empty: <c>Steward.Read</c>, <c>Steward.Upload</c>, <c>Steward.Approve</c>, <c>Steward.Administer</c>.</summary>
    public IDictionary<string, AccessLevel> Roles { get; set; } = new Dictionary<string, AccessLevel>(StringComparer.Ordinal);

    /// <summary>The level of each group, by its id (the claim <c>groups</c>).</summary>
    public IDictionary<string, AccessLevel> Groups { get; set; } = new Dictionary<string, AccessLevel>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether guests of a tenant are let in.</summary>
    public bool Guests { get; set; }

    /// <summary>The highest level of programs (tokens without a person), whatever their roles: decisions are people's.</summary>
    public AccessLevel ProgramsUpTo { get; set; } = AccessLevel.Upload;

    /// <summary>What is impossible in them, one sentence each.</summary>
    public IEnumerable<string> Problems()
    {
        if (!TrustedIssuer.IsAddress(Authority)) yield return "Authority: must be an https address.";
        // Neither 'common' nor 'organizations': they would let every tenant of the world in.
        if (Tenants.Count == 0 || !Tenants.All(t => Guid.TryParseExact(t, "D", out _))) yield return "Tenants: name each tenant by its id, such as 72f988bf-0000-0000-0000-2d7cd011db47.";
        if (Audiences.Count == 0 || Audiences.Any(string.IsNullOrWhiteSpace)) yield return "Audiences: give the client id of Steward's app registration.";
        if (Groups.Keys.Any(g => !Guid.TryParseExact(g, "D", out _))) yield return "Groups: name each group by its id.";
    }
}
