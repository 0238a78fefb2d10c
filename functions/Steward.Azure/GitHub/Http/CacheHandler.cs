using System.Net;
using System.Text.RegularExpressions;

namespace Steward.Azure.GitHub.Http;

/// <summary>
/// Keeps answers. What is named by a sha never changes and is not asked for again; everything else is asked for with its ETag, and an
/// "unchanged" (304) does not count against the rate limit.
/// </summary>
internal sealed partial class CacheHandler(BoundedCache<KeptAnswer> cache, int maxBytes) : DelegatingHandler
{
    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Method != HttpMethod.Get) return await base.SendAsync(request, cancellationToken);
        var key = $"{request.Headers.Accept}\n{request.RequestUri!.AbsoluteUri}";
        var isImmutable = NamedBySha().IsMatch(request.RequestUri.AbsolutePath);
        var kept = cache.Get(key);
        if (kept is not null && isImmutable) return kept.Answer(request);
        if (kept?.ETag is { } tag) request.Headers.TryAddWithoutValidation("If-None-Match", tag);
        var response = await base.SendAsync(request, cancellationToken);
        if (response.StatusCode == HttpStatusCode.NotModified && kept is not null)
        {
            response.Dispose();
            return kept.Answer(request);
        }

        return response.StatusCode == HttpStatusCode.OK ? await KeepAsync(response, key, isImmutable, cancellationToken) : response;
    }

    // The most recent names of trees, blobs and commits are full shas; a comparison names two.
    [GeneratedRegex("/(?:git/(?:trees|blobs|commits)/|compare/[0-9a-f]{40,64}\\.\\.\\.)[0-9a-f]{40,64}$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex NamedBySha();

    private async Task<HttpResponseMessage> KeepAsync(HttpResponseMessage response, string key, bool isImmutable, CancellationToken cancellation)
    {
        var tag = response.Headers.ETag?.ToString();
        if ((tag is null && !isImmutable) || response.Content.Headers.ContentLength > maxBytes) return response;
        var (head, isWhole) = await ReadHeadAsync(response, cancellation);
        if (isWhole)
        {
            cache.Put(key, KeptAnswer.Of(response, head, tag), head.Length + (2 * key.Length) + 500);
            return ReplaceContent(response, new ByteArrayContent(head));
        }

        var rest = await response.Content.ReadAsStreamAsync(cancellation);
        return ReplaceContent(response, new StreamContent(new HeadedStream(head, rest)));
    }

    private async Task<(byte[] Head, bool IsWhole)> ReadHeadAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        var stream = await response.Content.ReadAsStreamAsync(cancellation);
        var buffer = new byte[Math.Min(maxBytes, (int)(response.Content.Headers.ContentLength ?? maxBytes - 1) + 1)];
        var read = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellation);
        return (buffer[..read], read < buffer.Length);
    }

    private static HttpResponseMessage ReplaceContent(HttpResponseMessage response, HttpContent content)
    {
        content.Headers.ContentType = response.Content.Headers.ContentType;
        response.Content = content;
        return response;
    }
}
