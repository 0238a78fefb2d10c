using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Steward.Access;
using Steward.Stages.Development.Backups.Requests;
using Steward.Web.Access;
using Steward.Web.Http;

namespace Steward.Web.Endpoints.Backups;

/// <summary>The dashboard's forms with which people ask for restores, approve and refuse them: the same desk as the API's. They lead back to the page of backups.</summary>
public sealed class RestoreForms : IEndpointGroup
{
    /// <inheritdoc/>
    public void Map(IEndpointRouteBuilder routes)
    {
        var forms = routes.MapGroup("/backups/restores").KeepsToReach().ExcludeFromDescription();
        forms.MapPost("", AskAsync).RequireLevel(AccessLevel.Read).LimitBody().WithSummary("Asks for a restore in the reader's name.");
        forms.MapPost("{id}/approve", ApproveAsync).RequireLevel(AccessLevel.Approve).LimitBody().WithSummary("Approves a request by the digest that the page has shown.");
        forms.MapPost("{id}/refuse", RefuseAsync).RequireLevel(AccessLevel.Approve).LimitBody().WithSummary("Refuses a request by the digest that the page has shown.");
    }

    private static async Task<IResult> AskAsync(HttpContext context, RestoreDesk desk)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var include = form["include"].ToString().ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var ask = new RestoreAsk(form["plan"].ToString(), Text(form["snapshot"]), Text(form["target"]), form["where"] == "over", include);
        await desk.AskAsync(ask, context.Caller(), context.RequestAborted);
        return Back();
    }

    private static Task<IResult> ApproveAsync(string id, HttpContext context, RestoreDesk desk) => DecideAsync(id, approves: true, context, desk);

    private static Task<IResult> RefuseAsync(string id, HttpContext context, RestoreDesk desk) => DecideAsync(id, approves: false, context, desk);

    private static async Task<IResult> DecideAsync(string id, bool approves, HttpContext context, RestoreDesk desk)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        await desk.DecideAsync(id, new RestoreDecision(form["digest"].ToString()), approves, context.Caller(), context.RequestAborted);
        return Back();
    }

    // A field that was left empty was not filled in.
    private static string? Text(string? field) => string.IsNullOrWhiteSpace(field) ? null : field.Trim();

    private static IResult Back() => Results.LocalRedirect("~/backups#restores");
}
