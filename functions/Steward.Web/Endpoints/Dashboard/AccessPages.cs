using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Steward.Access;
using Steward.Web.Dashboard;
using Steward.Web.Dashboard.Pages;
using Steward.Web.Endpoints.Access;

namespace Steward.Web.Endpoints.Dashboard;

/// <summary>The dashboard's page about access by position.</summary>
public sealed class AccessPages : IEndpointGroup
{
    /// <inheritdoc/>
    public void Map(IEndpointRouteBuilder routes) => routes.MapGet("/access", ShowAsync)
        .RequireLevel(AccessLevel.Read).WithSummary("People and their grants, and the plan as it is now.").ExcludeFromDescription();

    private static async Task<IResult> ShowAsync(AccessWork work, HttpContext context) => new PageResult<AccessPage>(new()
    {
        [nameof(AccessPage.Matrix)] = work.Overview.IsThere ? await work.AskAsync("page", context, work.Overview.ReadAsync) : null,
    });
}
