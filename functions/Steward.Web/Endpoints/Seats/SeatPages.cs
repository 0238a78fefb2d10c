using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Steward.Access;
using Steward.Kernel;
using Steward.Stages.Security.Seats;
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

    private static async Task<IResult> ShowAsync(SeatOverview overview, SeatLeavers leavers, TimeProvider time, CancellationToken cancellation) => new PageResult<SeatsPage>(new()
    {
        [nameof(SeatsPage.Report)] = await overview.ReportAsync(cancellation),
        [nameof(SeatsPage.Leavers)] = await LookAsync(leavers, DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime), cancellation),
    });

    // The page does not go away with the list of people: it says that nobody knows who has left.
    private static async Task<SeenLeavers> LookAsync(SeatLeavers leavers, DateOnly day, CancellationToken cancellation)
    {
        try
        {
            return new SeenLeavers(await leavers.LookAsync(day, cancellation), null);
        }
        catch (StewardException failure)
        {
            return new SeenLeavers(null, failure.Message);
        }
    }
}

/// <summary>Who has left and still has seats, as the page shows it.</summary>
/// <param name="Answer">The people; null: it cannot be found out.</param>
/// <param name="Problem">Why not, one sentence; null: it can.</param>
public sealed record SeenLeavers(LeaversAnswer? Answer, string? Problem);
