using System.Net;
using Microsoft.AspNetCore.Http;
using Steward.Kernel;

namespace Steward.Web.Http;

/// <summary>On a loopback address, answers only to loopback names and those allowed: see <see cref="WebOptions.AllowedHosts"/>.</summary>
/// <param name="next">What comes next.</param>
/// <param name="options">The names allowed.</param>
internal sealed class HostHeaderMiddleware(RequestDelegate next, WebOptions options)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (!options.IsBehindFrontDoor && context.Connection.LocalIpAddress is { } address && IPAddress.IsLoopback(address) && !IsAllowed(context.Request.Host.Host))
            throw StewardException.Invalid("This address was asked for by a name that is not its own. Use http://localhost, or allow the name in the options of the host.");
        return next(context);
    }

    private bool IsAllowed(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address))
        || options.AllowedHosts.Contains(host, StringComparer.OrdinalIgnoreCase);
}
