using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Steward.Access;

namespace Steward.Web.Endpoints.Dashboard;

/// <summary>What all groups of pages begin with.</summary>
internal static class PageGroups
{
    /// <summary>The most rows of one page.</summary>
    public const int Shown = 50;

    /// <summary>Pages below an address, for readers; the description of the API leaves them out.</summary>
    public static RouteGroupBuilder MapPages(this IEndpointRouteBuilder routes, string prefix) =>
        routes.MapGroup(prefix).RequireLevel(AccessLevel.Read).ExcludeFromDescription();
}
