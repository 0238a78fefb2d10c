namespace Steward.Azure.Clamd;

/// <summary>How the ClamAV daemons are reached, and within what limits.</summary>
public sealed class ClamdOptions
{
    /// <summary>
    /// One address or several with commas between: <c>tcp://host:port</c> (or <c>host:port</c>), <c>[address]:port</c>, <c>unix:/path</c>.
    /// Null: Debian's socket where it is there, else loopback on clamd's port.
    /// </summary>
    public string? Address { get; set; }

    /// <summary>Scans at once on one daemon; the others wait. At most clamd's MaxThreads make sense.</summary>
    public int Connections { get; set; } = 4;

    /// <summary>The longest wait for a connection, and for an answer to VERSION.</summary>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>The longest time in which a daemon must take a chunk of 64 KB. Below clamd's own ReadTimeout it tells a stuck daemon from a slow one.</summary>
    public TimeSpan ChunkTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The longest time for one scan, sending included.</summary>
    public TimeSpan ScanTimeout { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>How long a daemon's VERSION holds. What a scan is said to be made with was asked before it, so it is never newer than the truth.</summary>
    public TimeSpan VersionAge { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long others are preferred to a daemon that failed; doubled with each further failure, up to <see cref="LongestRest"/>.</summary>
    public TimeSpan Rest { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>The longest rest.</summary>
    public TimeSpan LongestRest { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>
    /// The largest content that is handed in, in bytes. It must not be above clamd's MaxFileSize (Debian's default: 25 MB): clamd passes
    /// larger files over and answers OK. Here they are unknown.
    /// </summary>
    public long MaxScanBytes { get; set; } = 25 * 1024 * 1024;
}
