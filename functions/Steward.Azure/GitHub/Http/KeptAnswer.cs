using System.Net;
using System.Net.Http.Headers;

namespace Steward.Azure.GitHub.Http;

/// <summary>An answer that can be given again.</summary>
internal sealed record KeptAnswer(byte[] Body, MediaTypeHeaderValue? ContentType, string? ETag, string? Link)
{
    /// <summary>What is to be kept of an answer.</summary>
    public static KeptAnswer Of(HttpResponseMessage response, byte[] body, string? tag) =>
        new(body, response.Content.Headers.ContentType, tag, response.Headers.TryGetValues("Link", out var link) ? string.Join(',', link) : null);

    /// <summary>The answer once more.</summary>
    public HttpResponseMessage Answer(HttpRequestMessage request)
    {
        var response = new HttpResponseMessage(HttpStatusCode.OK) { RequestMessage = request, Content = new ByteArrayContent(Body) };
        response.Content.Headers.ContentType = ContentType;
        if (Link is not null) response.Headers.TryAddWithoutValidation("Link", Link);
        return response;
    }
}
