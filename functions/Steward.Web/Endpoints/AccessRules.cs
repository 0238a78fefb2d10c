using Microsoft.AspNetCore.Builder;
using Steward.Access;

namespace Steward.Web.Endpoints;

/// <summary>The level that an endpoint asks for. An endpoint with neither this nor <see cref="Open"/> answers nobody.</summary>
/// <param name="Level">The least level.</param>
public sealed record RequiredLevel(AccessLevel Level);

/// <summary>Marks an endpoint that authenticates in another way (signed webhooks) or needs none (health).</summary>
public sealed record Open;

/// <summary>What an endpoint is for, finer than its level, out of <see cref="AccessScopes.All"/>.</summary>
/// <param name="Scope">The scope.</param>
public sealed record RequiredScope(string Scope);

/// <summary>Marks an endpoint that names no product in its address and keeps to the caller's reach by itself, or tells nothing of any product.</summary>
public sealed record KeepsToReach;

/// <summary>How endpoints say who may call them.</summary>
public static class AccessRules
{
    /// <summary>Only callers of this level or above.</summary>
    public static T RequireLevel<T>(this T endpoint, AccessLevel level)
        where T : IEndpointConventionBuilder =>
        endpoint.WithMetadata(new RequiredLevel(level));

    /// <summary>Uploads for a scope: callers of the level Upload or above who are not narrowed to other scopes.</summary>
    public static T RequireUpload<T>(this T endpoint, string scope)
        where T : IEndpointConventionBuilder =>
        endpoint.RequireLevel(AccessLevel.Upload).WithMetadata(new RequiredScope(scope));

    /// <summary>Open to callers who reach some products only: the endpoint keeps to these by itself, or tells nothing of any.</summary>
    public static T KeepsToReach<T>(this T endpoint)
        where T : IEndpointConventionBuilder =>
        endpoint.WithMetadata(new KeepsToReach());

    /// <summary>Anybody: the endpoint authenticates by itself, or tells nothing.</summary>
    public static T OpenToAll<T>(this T endpoint)
        where T : IEndpointConventionBuilder =>
        endpoint.WithMetadata(new Open());
}
