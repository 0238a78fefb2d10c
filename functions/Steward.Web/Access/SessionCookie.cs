using Microsoft.AspNetCore.Http;
using Steward.Access;

namespace Steward.Web.Access;

/// <summary>The cookie that keeps a browser signed in: out of scripts' reach, and never sent from another site.</summary>
internal static class SessionCookie
{
    public const string Name = "steward_session";

    /// <summary>The field of forms that shows that they came from our own pages.</summary>
    public const string FormField = "formToken";

    public static void Set(HttpContext context, string value) => context.Response.Cookies.Append(Name, value, Options(context, Sessions.Lifetime));

    public static void Clear(HttpContext context) => context.Response.Cookies.Delete(Name, Options(context, null));

    private static CookieOptions Options(HttpContext context, TimeSpan? lifetime) => new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Strict,
        Secure = context.Request.IsHttps,
        Path = context.Request.PathBase.HasValue ? context.Request.PathBase.Value : "/",
        MaxAge = lifetime,
        IsEssential = true,
    };
}
