using System.Net;
using Steward.Kernel;

namespace Steward.Web;

/// <summary>How the endpoints and the dashboard are set up.</summary>
public sealed class WebOptions
{
    /// <summary>
    /// The names under which this Steward may be asked for, besides the loopback names, when the connection comes to a loopback address:
    /// the public name of a tunnel or of a proxy on this machine. Anything else is refused, since a page of somebody else's may have had
    /// its own name pointed here (DNS rebinding).
    /// </summary>
    public IReadOnlyList<string> AllowedHosts { get; set; } = [];

    /// <summary>
    /// Whether requests reach this process only through a front door of the platform (in Azure Functions their host) that has checked the name:
    /// then every name is answered, and what comes from loopback is believed as if it came from one of <see cref="Proxies"/>.
    /// </summary>
    public bool IsBehindFrontDoor { get; set; }

    /// <summary>The path below which browsers find this Steward: <c>/steward</c>; empty: the root. Whether a proxy takes it off does not matter.</summary>
    public string PathBase { get; set; } = "";

    /// <summary>
    /// The proxies, as addresses or networks (<c>10.0.0.0/8</c>), whose X-Forwarded-For and X-Forwarded-Proto are believed.
    /// Empty: those headers are believed of nobody, since anybody can send them.
    /// </summary>
    public IReadOnlyList<string> Proxies { get; set; } = [];

    /// <summary>What is impossible in these options, one sentence each; empty when all is well.</summary>
    public IReadOnlyList<string> Problems()
    {
        var problems = new List<string>();
        if (PathBase.Length > 0 && (PathBase[0] != '/' || PathBase[^1] == '/' || !PathBase.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '-' or '_' or '.')))
            problems.Add($"PathBase: '{Texts.Clip(PathBase, 60)}' must begin with a slash, not end with one, and have letters, digits, '-', '_' and '.' only: /steward.");
        foreach (var proxy in Proxies.Where(p => !IPAddress.TryParse(p, out _) && !IPNetwork.TryParse(p, out _)))
            problems.Add($"Proxies: '{Texts.Clip(proxy, 60)}' is no address and no network: 10.0.0.4 or 10.0.0.0/8.");
        return problems;
    }
}
