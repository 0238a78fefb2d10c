using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Steward.Access;
using Steward.Stages.Development.Backups.Requests;
using Steward.Stages.Development.Backups.Showing;
using Steward.Web.Access;
using Steward.Web.Dashboard;
using Steward.Web.Dashboard.Pages;

namespace Steward.Web.Endpoints.Backups;

/// <summary>The dashboard's page about backups.</summary>
public sealed class BackupPages : IEndpointGroup
{
    /// <inheritdoc/>
    public void Map(IEndpointRouteBuilder routes) => routes.MapGet("/backups", ShowAsync)
        .RequireLevel(AccessLevel.Read).KeepsToReach().WithSummary("The plans with their newest backups and drills, and orders under way.").ExcludeFromDescription();

    private static async Task<IResult> ShowAsync(HttpContext context, PlanDesk plans, RestoreDesk restores) => new PageResult<BackupsPage>(new()
    {
        [nameof(BackupsPage.Report)] = await plans.ReadAsync(context.Caller(), context.RequestAborted),
        [nameof(BackupsPage.Requests)] = (await restores.ListAsync(context.Caller(), context.RequestAborted)).Requests,
    });
}
