using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Steward.Access;
using Steward.Answers;
using Steward.Web.Access;
using Steward.Web.Dashboard;
using Steward.Web.Dashboard.Pages;
using Steward.Web.Http;

namespace Steward.Web.Endpoints.Access;

/// <summary>Signs people in at the dashboard and out again.</summary>
public sealed class SignInEndpoints : IEndpointGroup
{
    /// <inheritdoc/>
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/api/sign-in-codes", CreateCodeAsync).RequireLevel(AccessLevel.Read).KeepsToReach().LimitBody().WithTags("Access")
            .WithSummary("A one-time code that signs the caller in at the dashboard, for five minutes.");
        routes.MapGet("/sign-in", SignInAsync).OpenToAll().WithSummary("Uses up a one-time code and opens a session.").ExcludeFromDescription();
        routes.MapPost("/sign-out", SignOut).RequireLevel(AccessLevel.Read).KeepsToReach().LimitBody().WithSummary("Closes the session.").ExcludeFromDescription();
    }

    private static async Task<SignInCode> CreateCodeAsync(HttpContext context, SignIns signIns, TimeProvider time)
    {
        var identity = context.Identity()!;
        var code = await signIns.CreateCodeAsync(identity.Caller, identity.TokenHash, context.RequestAborted);
        return new SignInCode($"/sign-in?code={code}", time.GetUtcNow() + SignIns.CodeLifetime);
    }

    // A page and no redirect: a browser that came here from another site (a chat) would not send a strict cookie along with a redirect.
    private static async Task<IResult> SignInAsync(string? code, HttpContext context, SignIns signIns)
    {
        if (code is null) return new PageResult<SignInPage>([]);
        SessionCookie.Set(context, await signIns.RedeemAsync(code, context.RequestAborted));
        context.Response.Headers["Refresh"] = $"0; url={context.Request.PathBase}/";
        return new PageResult<SignedInPage>([]);
    }

    private static IResult SignOut(HttpContext context)
    {
        SessionCookie.Clear(context);
        return Results.LocalRedirect("~/sign-in");
    }
}
