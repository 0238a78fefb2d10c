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
    /// then every name is answered.
    /// </summary>
    public bool IsBehindFrontDoor { get; set; }
}
