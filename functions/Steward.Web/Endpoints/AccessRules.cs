using Microsoft.AspNetCore.Builder;
using Steward.Access;

namespace Steward.Web.Endpoints;

/// <summary>The level that an endpoint asks for. An endpoint with neither this nor <see cref="Open"/> answers nobody.</summary>
/// <param name="Level">The least level.</param>
public sealed record RequiredLevel(AccessLevel Level);

/// <summary>Marks an endpoint that authenticates in another way (signed webhooks) or needs none (health).</summary>
public sealed record Open;

/// <summary>How endpoints say who may call them.</summary>
public static class AccessRules
{
    /// <summary>Only callers of this level or above.</summary>
    public static T RequireLevel<T>(this T endpoint, AccessLevel level)
        where T : IEndpointConventionBuilder =>
        endpoint.WithMetadata(new RequiredLevel(level));

    /// <summary>Anybody: the endpoint authenticates by itself, or tells nothing.</summary>
    public static T OpenToAll<T>(this T endpoint)
        where T : IEndpointConventionBuilder =>
        endpoint.WithMetadata(new Open());
}
