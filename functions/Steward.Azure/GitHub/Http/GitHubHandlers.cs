using System.Net;

namespace Steward.Azure.GitHub.Http;

/// <summary>What every way to GitHub is made of: retries, failures and time limit, socket.</summary>
internal static class GitHubHandlers
{
    /// <summary>A new stack with sockets of its own.</summary>
    public static HttpMessageHandler Build(GitHubOptions options, TimeProvider time)
    {
        var sockets = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.GZip | DecompressionMethods.Brotli,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            UseCookies = false,
        };
        return new RetryHandler(options, time) { InnerHandler = new FailureHandler(options.CallTime, time) { InnerHandler = sockets } };
    }
}
