using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.HttpOverrides;

namespace Steward.Web.Http;

/// <summary>Below which path, and behind which proxies, Steward stands.</summary>
internal static class ReverseProxies
{
    /// <summary>Believes the proxies that are set, and puts the path base where links, cookies and redirects look for it.</summary>
    public static void UseProxiesAndPathBase(this IApplicationBuilder app, WebOptions options)
    {
        IReadOnlyList<string> proxies = options.IsBehindFrontDoor ? [.. options.Proxies, "127.0.0.0/8", "::1"] : options.Proxies;
        if (proxies.Count > 0) app.UseForwardedHeaders(Believing(proxies));
        if (options.PathBase.Length > 0) app.Use(next => context => next(Below(context, options.PathBase)));
    }

    // Neither host nor prefix: nothing that Steward answers is made of a host's name, and the prefix is a setting.
    private static ForwardedHeadersOptions Believing(IReadOnlyList<string> proxies)
    {
        var believed = new ForwardedHeadersOptions
        {
            ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto,
            ForwardLimit = null,
        };
        believed.KnownProxies.Clear();
        believed.KnownIPNetworks.Clear();
        foreach (var proxy in proxies)
        {
            if (IPAddress.TryParse(proxy, out var address)) believed.KnownProxies.Add(address);
            else believed.KnownIPNetworks.Add(System.Net.IPNetwork.Parse(proxy));
        }

        return believed;
    }

    // Some proxies take the prefix off before they ask, and some do not.
    private static HttpContext Below(HttpContext context, PathString pathBase)
    {
        var request = context.Request;
        if (request.PathBase.HasValue) return context;
        request.PathBase = pathBase;
        if (request.Path.StartsWithSegments(pathBase, StringComparison.OrdinalIgnoreCase, out var rest)) request.Path = rest.HasValue ? rest : "/";
        return context;
    }
}
