using Steward.Kernel;

namespace Steward.Access.Bearers;

/// <summary>People and programs of one tenant of Entra ID as callers, by the claims of its v2.0 access tokens.</summary>
/// <param name="tenant">The tenant's id.</param>
/// <param name="options">Who may do what.</param>
public sealed class EntraIssuer(string tenant, EntraOptions options) : ITrustedIssuer
{
    /// <summary>What the names of such callers begin with; the object id follows, which names nobody to strangers.</summary>
    public const string Prefix = "entra:";

    private static readonly Dictionary<string, AccessLevel> UsualRoles =
        Enum.GetValues<AccessLevel>().ToDictionary(l => $"Steward.{l}", StringComparer.Ordinal);

    private readonly IDictionary<string, AccessLevel> _roles = options.Roles.Count > 0 ? options.Roles : UsualRoles;

    /// <inheritdoc/>
    public TrustedIssuer Trust { get; } = TrustOf(tenant, options);

    /// <inheritdoc/>
    public Caller Admit(BearerClaims claims)
    {
        if (claims.Text("ver") != "2.0") throw Refused("is no v2.0 token; set accessTokenAcceptedVersion of Steward's app registration to 2");
        if (!tenant.Equals(claims.Text("tid"), StringComparison.OrdinalIgnoreCase)) throw Refused("does not name the tenant that issued it");
        if (!Guid.TryParseExact(claims.Text("oid"), "D", out var id)) throw Refused("names nobody by an object id");
        var isProgram = IsProgram(claims);
        if (!isProgram && claims.Text("scp") is null) throw Refused("is no access token: ask for one of Steward's scopes, not for an id token");
        if (!isProgram && !options.Guests && IsGuest(claims)) throw Refused("is of a guest of the tenant, and guests are not let in here");
        var level = LevelOf(claims) ?? throw Refused(IsCut(claims) ? "has more groups than fit into it, so none is known; use app roles" : "has no role and no group that opens anything here");
        return new Caller($"{Prefix}{id:D}", isProgram && level > options.ProgramsUpTo ? options.ProgramsUpTo : level) { EndsAt = claims.ExpiresAt, IsProgram = isProgram };
    }

    private static TrustedIssuer TrustOf(string tenant, EntraOptions options)
    {
        var issuer = $"{options.Authority.TrimEnd('/')}/{tenant}/v2.0";
        return new TrustedIssuer("Entra ID", issuer, [.. options.Audiences], TrustedIssuer.MetadataOf(issuer));
    }

    // Without the optional claim idtyp, a token without a person is one whose subject is its own object.
    private static bool IsProgram(BearerClaims claims) => claims.Has("idtyp")
        ? claims.Text("idtyp") == "app"
        : !claims.Has("scp") && claims.Text("oid") == claims.Text("sub");

    // acct is an optional claim: 1 is a guest. Without it a guest is who was signed in by somebody else.
    private bool IsGuest(BearerClaims claims) => claims.Has("acct")
        ? claims.Number("acct") != 0
        : claims.Text("idp") is { } idp && !idp.Contains(tenant, StringComparison.OrdinalIgnoreCase);

    private AccessLevel? LevelOf(BearerClaims claims)
    {
        var levels = claims.Texts("roles").Where(_roles.ContainsKey).Select(r => _roles[r])
            .Concat(options.Groups.Where(g => claims.Texts("groups").Contains(g.Key, StringComparer.OrdinalIgnoreCase)).Select(g => g.Value)).ToList();
        return levels.Count == 0 ? null : levels.Max();
    }

    private static bool IsCut(BearerClaims claims) => claims.Has("_claim_names") || claims.Has("hasgroups");

    private static StewardException Refused(string why) => new(
        FailureKind.Forbidden, $"The token of Entra ID is genuine, but it {why}. The settings of Steward (SignIn.Entra) say who may do what.");
}
