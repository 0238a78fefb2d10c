using System.Net;
using System.Net.Http.Headers;
using Steward.Kernel;

namespace Steward.Azure.GitHub.Http;

/// <summary>Signs requests as the app's installation on one product or organisation. A token that is refused is renewed once.</summary>
internal sealed class InstallationTokenHandler(InstallationTokens tokens, InstallationPlace place, Uri root) : DelegatingHandler
{
    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        SameHost.Require(request, root);
        var token = await tokens.GetAsync(place, cancellationToken);
        var response = await SendAsync(request, token, cancellationToken);
        if (response.StatusCode != HttpStatusCode.Unauthorized) return response;
        response.Dispose();
        tokens.Forget(place, token);
        response = await SendAsync(request, await tokens.GetAsync(place, cancellationToken), cancellationToken);
        if (response.StatusCode != HttpStatusCode.Unauthorized) return response;
        response.Dispose();
        throw new StewardException(FailureKind.Forbidden, $"GitHub does not accept the token that it gave for {place.Name}. Check the app's installation.");
    }

    private Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, string token, CancellationToken cancellation)
    {
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return base.SendAsync(request, cancellation);
    }
}
