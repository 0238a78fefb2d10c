using System.Net;
using System.Net.Http.Headers;
using Steward.Kernel;

namespace Steward.Azure.GitHub.Http;

/// <summary>Signs requests as the app itself.</summary>
internal sealed class AppTokenHandler(GitHubAppKey key, Uri root) : DelegatingHandler
{
    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        SameHost.Require(request, root);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key.Token());
        var response = await base.SendAsync(request, cancellationToken);
        if (response.StatusCode != HttpStatusCode.Unauthorized) return response;
        response.Dispose();
        throw new StewardException(
            FailureKind.Forbidden, "GitHub does not accept the app's key. Check the app's id, its private key and this machine's clock.");
    }
}
