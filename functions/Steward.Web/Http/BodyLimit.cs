using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.Metadata;

namespace Steward.Web.Http;

/// <summary>The most bytes of an endpoint's body; the server answers 413 beyond it.</summary>
/// <param name="MaxRequestBodySize">Bytes.</param>
internal sealed record BodyLimit(long? MaxRequestBodySize) : IRequestSizeLimitMetadata;

/// <summary>How endpoints limit their bodies.</summary>
public static class BodyLimits
{
    /// <summary>Enough for every JSON body that people and scripts send.</summary>
    public const long Small = 64 * 1024;

    /// <summary>Refuses bodies of more than so many bytes with 413.</summary>
    public static T LimitBody<T>(this T endpoint, long bytes = Small)
        where T : IEndpointConventionBuilder =>
        endpoint.WithMetadata(new BodyLimit(bytes));
}
