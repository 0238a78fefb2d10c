using Microsoft.AspNetCore.Routing;
using Steward.Web.Endpoints.Intake;

namespace Steward.Web.Endpoints;

/// <summary>Every group of endpoints, one line each.</summary>
public static class EndpointGroups
{
    /// <summary>The groups.</summary>
    public static IReadOnlyList<IEndpointGroup> All { get; } =
    [
        new WebhookEndpoints(),
    ];

    /// <summary>Maps all groups.</summary>
    public static void MapSteward(this IEndpointRouteBuilder routes)
    {
        foreach (var group in All) group.Map(routes);
    }
}
