using Microsoft.AspNetCore.Routing;

namespace Steward.Web.Endpoints;

/// <summary>The HTTP endpoints of one room: a class and one line in <see cref="EndpointGroups"/>. Both hosts map the same groups.</summary>
public interface IEndpointGroup
{
    /// <summary>Maps the endpoints. Each one says who may call it: <see cref="AccessRules.RequireLevel"/> or <see cref="AccessRules.OpenToAll"/>.</summary>
    void Map(IEndpointRouteBuilder routes);
}
