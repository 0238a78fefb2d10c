using System.Net.Http.Headers;
using Steward.Azure.GitHub;
using Steward.Azure.GitHub.Http;
using Steward.Kernel;

namespace Steward.Azure.Grants.GitHub;

/// <summary>GitHub's API with a person's token, for the command line.</summary>
internal static class PersonalAccess
{
    public static GitHubApi Open(Uri address, string token, TimeProvider time)
    {
        if (!address.AbsolutePath.EndsWith('/') || !(address.Scheme == Uri.UriSchemeHttps || address.IsLoopback))
            throw StewardException.Invalid("GitHub's address must be an https address that ends with a slash.");
        return new GitHubApi(address, new TokenHandler(token, address) { InnerHandler = GitHubHandlers.Build(new GitHubOptions(), time) });
    }

    private sealed class TokenHandler(string token, Uri root) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            SameHost.Require(request, root);
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            var response = await base.SendAsync(request, cancellationToken);
            if (response.StatusCode != System.Net.HttpStatusCode.Unauthorized) return response;
            response.Dispose();
            throw new StewardException(FailureKind.Forbidden, "GitHub does not accept the token. It has ended, or was revoked: give GITHUB_TOKEN another.");
        }
    }
}
