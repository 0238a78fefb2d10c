namespace Steward.Azure.Clamd;

/// <summary>How the ClamAV daemon is reached, and within what limits.</summary>
public sealed class ClamdOptions
{
    /// <summary><c>host:port</c>, <c>[address]:port</c> or <c>unix:/path</c>. Null: Debian's socket where it is there, else loopback on clamd's port.</summary>
    public string? Address { get; set; }

    /// <summary>Scans at once; the others wait. At most clamd's MaxThreads make sense.</summary>
    public int Connections { get; set; } = 4;

    /// <summary>The longest wait for a connection.</summary>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>The longest time for one scan, sending included.</summary>
    public TimeSpan ScanTimeout { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>
    /// The largest content that is handed in, in bytes. It must not be above clamd's MaxFileSize (Debian's default: 25 MB): clamd passes
    /// larger files over and answers OK. Here they are unknown.
    /// </summary>
    public long MaxScanBytes { get; set; } = 25 * 1024 * 1024;
}
