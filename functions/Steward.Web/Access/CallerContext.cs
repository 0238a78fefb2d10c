using Microsoft.AspNetCore.Http;
using Steward.Access;

namespace Steward.Web.Access;

/// <summary>Who is asking, for endpoints.</summary>
public static class CallerContext
{
    /// <summary>The caller that access was given to. Only endpoints with a required level have one; elsewhere this throws.</summary>
    public static Caller Caller(this HttpContext context) =>
        context.Identity()?.Caller ?? throw new InvalidOperationException("This endpoint is open: it has no caller.");

    internal static Identity? Identity(this HttpContext context) => context.Features.Get<Identity>();
}
