namespace Steward.Stages.Security.Antivirus;

/// <summary>A virus scanner.</summary>
/// <remarks>
/// Errors: Unavailable when the scanner cannot be reached, breaks off, or does not answer in time. An answer that is neither "clean" nor
/// "infected" is <see cref="ScanVerdict.Unknown"/> with a problem, never clean.
/// </remarks>
public interface IAntivirus
{
    /// <summary>Who scans, and with what signatures.</summary>
    Task<AntivirusEngine> IdentifyAsync(CancellationToken cancellation);

    /// <summary>Scans content; it is streamed, not held in memory. The stream stays the caller's.</summary>
    Task<ScanResult> ScanAsync(Stream content, CancellationToken cancellation);
}

/// <summary>A scanner's identity: a result is worth as much as the signatures it was made with.</summary>
/// <param name="Name">The program: <c>ClamAV</c>.</param>
/// <param name="Version">Its version.</param>
/// <param name="Signatures">The version of its signatures; null when it does not say.</param>
public sealed record AntivirusEngine(string Name, string Version, string? Signatures)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Name} {Version}, signatures {Signatures ?? "of unknown version"}";
}

/// <summary>What a scanner says of content.</summary>
public enum ScanVerdict
{
    /// <summary>Nothing was found.</summary>
    Clean,

    /// <summary>Something was found.</summary>
    Infected,

    /// <summary>The scanner could not say. Never clean.</summary>
    Unknown,
}

/// <summary>A scan's result.</summary>
/// <param name="Verdict">The verdict.</param>
/// <param name="Signature">What was found, when infected.</param>
/// <param name="Problem">Why it could not be said, when unknown: one sentence.</param>
public sealed record ScanResult(ScanVerdict Verdict, string? Signature = null, string? Problem = null)
{
    /// <summary>Nothing was found.</summary>
    public static ScanResult Clean { get; } = new(ScanVerdict.Clean);

    /// <summary>The scanner could not say.</summary>
    public static ScanResult Unknown(string problem) => new(ScanVerdict.Unknown, Problem: problem);
}
