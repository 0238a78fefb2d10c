using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;

namespace Steward.Web.Http;

/// <summary>
/// Holds bodies to the limit of their endpoint (413 beyond it), whatever server is in front: Kestrel's own limit may be out of reach where a
/// host hands requests over.
/// </summary>
/// <param name="next">What comes next.</param>
internal sealed class BodyLimitMiddleware(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<IRequestSizeLimitMetadata>()?.MaxRequestBodySize is { } limit)
        {
            if (context.Request.ContentLength > limit) throw LimitedBody.TooLarge(limit);
            context.Request.Body = new LimitedBody(context.Request.Body, limit);
        }

        return next(context);
    }
}
