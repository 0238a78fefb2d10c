using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Steward.Access;
using Steward.Answers;
using Steward.Changes;
using Steward.Kernel;
using Steward.Web.Access;
using Steward.Web.Dashboard;
using Steward.Web.Http;

namespace Steward.Web.Endpoints.Dashboard;

/// <summary>The dashboard's forms with which people approve and waive. They lead back to the change's page.</summary>
public sealed class InterventionForms : IEndpointGroup
{
    /// <inheritdoc/>
    public void Map(IEndpointRouteBuilder routes)
    {
        var forms = routes.MapGroup("/products/{owner}/{name}/changes/{change}").RequireLevel(AccessLevel.Approve).ExcludeFromDescription();
        forms.MapPost("approvals", ApproveAsync).LimitBody().WithSummary("Approves a change.");
        forms.MapPost("waivers", WaiveAsync).LimitBody().WithSummary("Waives a node of a change's verdict.");
    }

    private static async Task<IResult> ApproveAsync(
        [AsParameters] ChangeRoute route, HttpContext context, ChangeFinder finder, Interventions interventions)
    {
        var change = await finder.FindAsync(route.Product, route.Text, context.RequestAborted);
        await interventions.ApproveAsync(change.Id, context.Caller(), context.RequestAborted);
        return BackTo(change.Id);
    }

    private static async Task<IResult> WaiveAsync(
        [AsParameters] ChangeRoute route, HttpContext context, ChangeFinder finder, Interventions interventions)
    {
        var change = await finder.FindAsync(route.Product, route.Text, context.RequestAborted);
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var request = new WaiverRequest(form["path"].ToString(), form["reason"].ToString(), ReadDay(form["until"].ToString()));
        await interventions.WaiveAsync(change, request, context.Caller(), context.RequestAborted);
        return BackTo(change.Id);
    }

    private static IResult BackTo(ChangeId change) => Results.LocalRedirect($"~{Wording.Address(change)}");

    private static DateTimeOffset ReadDay(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? new DateTimeOffset(day, TimeOnly.MinValue, TimeSpan.Zero)
            : throw StewardException.Invalid("The day that a waiver ends is missing; it is written as 2026-12-31.");
}
