using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Steward.Access;
using Steward.Stages.Security.Seats.Use;
using Steward.Web.Dashboard;
using Steward.Web.Dashboard.Pages;

namespace Steward.Web.Endpoints.Seats;

/// <summary>The dashboard's page about seats.</summary>
public sealed class SeatPages : IEndpointGroup
{
    /// <inheritdoc/>
    public void Map(IEndpointRouteBuilder routes) => routes.MapGet("/seats", ShowAsync)
        .RequireLevel(AccessLevel.Read).WithSummary("The bought licences with a bar each.").ExcludeFromDescription();

    private static async Task<IResult> ShowAsync(SeatOverview overview, CancellationToken cancellation) =>
        new PageResult<SeatsPage>(new() { [nameof(SeatsPage.Report)] = await overview.ReportAsync(cancellation) });
}
