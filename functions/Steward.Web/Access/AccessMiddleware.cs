using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Steward.Access;
using Steward.Kernel;
using Steward.Web.Endpoints;
using Steward.Web.Problems;

namespace Steward.Web.Access;

/// <summary>Lets a request through to its endpoint, or not. An endpoint that does not say who may call it answers nobody.</summary>
/// <param name="next">What comes next.</param>
/// <param name="authenticator">Recognises callers.</param>
/// <param name="sessions">Checks forms.</param>
/// <param name="door">Keeps callers to what they reach.</param>
internal sealed class AccessMiddleware(RequestDelegate next, Authenticator authenticator, Sessions sessions, ReachDoor door)
{
    public async Task InvokeAsync(HttpContext context)
    {
        // Routing's own answers (405, 415) are no RouteEndpoint: they tell nothing but their status.
        if (context.GetEndpoint() is RouteEndpoint endpoint && endpoint.Metadata.GetMetadata<Open>() is null) await AdmitAsync(context, endpoint);
        await next(context);
    }

    private async Task AdmitAsync(HttpContext context, RouteEndpoint endpoint)
    {
        var required = endpoint.Metadata.GetMetadata<RequiredLevel>()
            ?? throw Forbidden("This address does not say who may use it, so nobody may. Tell the people who run Steward.");
        var identity = await authenticator.RecogniseAsync(context) ?? throw new UnauthenticatedException();
        if (identity.Caller.Level < required.Level)
            throw Forbidden($"This asks for the level {required.Level}; {identity.Caller.Name} has {identity.Caller.Level}. {(identity.Limit is { } why ? $"By position: {why}" : "Ask for a token of that level.")}");
        await door.AdmitAsync(context, endpoint, identity.Caller);
        if (identity.Cookie is not null && !IsSafe(context.Request.Method)) await CheckFormAsync(context, identity.Cookie);
        context.Features.Set(identity);
    }

    private static bool IsSafe(string method) => HttpMethods.IsGet(method) || HttpMethods.IsHead(method);

    // What changes something in the name of a session must come from one of our own forms; scripts use tokens.
    private async Task CheckFormAsync(HttpContext context, string cookie)
    {
        if (!context.Request.HasFormContentType) throw Forbidden("A session can only send the forms of the dashboard. Use a token here.");
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        if (!await sessions.IsFormTokenAsync(cookie, form[SessionCookie.FormField], context.RequestAborted))
            throw Forbidden("This form is too old, or did not come from Steward's own pages. Open the page again and send it from there.");
    }

    private static StewardException Forbidden(string message) => new(FailureKind.Forbidden, message);
}
