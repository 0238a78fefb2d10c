using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Steward.Kernel;

namespace Steward.Azure.Clamd;

/// <summary>Where clamd listens. Text form: <c>host:port</c> or <c>tcp://host:port</c>, <c>[address]:port</c>, <c>unix:/path</c> or <c>unix:///path</c>.</summary>
/// <param name="EndPoint">The end point.</param>
/// <param name="Text">As people write it.</param>
internal sealed record ClamdAddress(EndPoint EndPoint, string Text)
{
    private const string DebianSocket = "/var/run/clamav/clamd.ctl";
    private const string Unix = "unix:";
    private const string Tcp = "tcp://";
    private const string Loopback = "127.0.0.1:3310";
    private const int Max = 16;

    /// <summary>One address or several, with commas between.</summary>
    public static IReadOnlyList<ClamdAddress> ReadAll(string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) return [Read(File.Exists(DebianSocket) ? Unix + DebianSocket : Loopback)];
        var parts = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal).ToList();
        return parts.Count is > 0 and <= Max ? [.. parts.Select(Read)] : throw Bad(text);
    }

    public Socket Open() => EndPoint switch
    {
        UnixDomainSocketEndPoint => new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified),
        IPEndPoint ip => new Socket(ip.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true },
        _ => new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true },
    };

    private static ClamdAddress Read(string text)
    {
        if (text.StartsWith(Unix, StringComparison.Ordinal))
        {
            var path = text[Unix.Length..];
            if (path.StartsWith("///", StringComparison.Ordinal)) path = path[2..];
            return path.StartsWith('/') && path.Length <= 100 ? new ClamdAddress(new UnixDomainSocketEndPoint(path), text) : throw Bad(text);
        }

        var place = text.StartsWith(Tcp, StringComparison.Ordinal) ? text[Tcp.Length..] : text;
        var colon = place.LastIndexOf(':');
        if (colon < 1 || !ushort.TryParse(place.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port) || port == 0)
            throw Bad(text);
        var host = place[..colon].Trim('[', ']');
        return IPAddress.TryParse(host, out var address) ? new ClamdAddress(new IPEndPoint(address, port), text)
            : Uri.CheckHostName(host) == UriHostNameType.Dns ? new ClamdAddress(new DnsEndPoint(host, port), text)
            : throw Bad(text);
    }

    private static StewardException Bad(string text) =>
        StewardException.Invalid($"'{Texts.Clip(text, 120)}' is no address of clamd: write tcp://host:port or unix:/path; at most {Max} of them, with commas between.");
}
