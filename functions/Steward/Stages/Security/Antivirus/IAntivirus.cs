namespace Steward.Stages.Security.Antivirus;

/// <summary>A virus scanner: one daemon, or several behind one port.</summary>
/// <remarks>
/// Errors: Unavailable when no scanner can be reached, breaks off, or does not answer in time. An answer that is neither "clean" nor
/// "infected" is <see cref="ScanVerdict.Unknown"/> with a problem, never clean.
/// </remarks>
public interface IAntivirus
{
    /// <summary>Who scans, and with what signatures; of several daemons that answer, the one with the newest.</summary>
    Task<AntivirusEngine> IdentifyAsync(CancellationToken cancellation);

    /// <summary>Scans content; it is streamed, not held in memory. The result names the scanner that made it.</summary>
    Task<ScanResult> ScanAsync(ScanContent content, CancellationToken cancellation);

    /// <summary>How each daemon was found when it was last spoken to; nobody is asked.</summary>
    IReadOnlyList<ScannerState> States => [];
}

/// <summary>What is known of one daemon.</summary>
/// <param name="Name">Where it is: its address.</param>
/// <param name="Answers">True when it answered last; false while it rests after a failure. Null: it was not spoken to yet.</param>
/// <param name="Engine">Who it said it is, or null.</param>
/// <param name="Problem">What went wrong last, or null.</param>
/// <param name="RestsUntil">Until when others are preferred, or null.</param>
/// <param name="Scanning">How many scans it has at the moment.</param>
public sealed record ScannerState(string Name, bool? Answers, AntivirusEngine? Engine, string? Problem, DateTimeOffset? RestsUntil, int Scanning);

/// <summary>A scanner's identity: a result is worth as much as the signatures it was made with.</summary>
/// <param name="Name">The program: <c>ClamAV</c>.</param>
/// <param name="Version">Its version.</param>
/// <param name="Signatures">The version of its signatures; null when it does not say.</param>
public sealed record AntivirusEngine(string Name, string Version, string? Signatures)
{
    /// <summary>When its signatures were made; null when it does not say.</summary>
    public DateTimeOffset? SignaturesAt { get; init; }

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

    /// <summary>Who scanned; null where nobody was asked.</summary>
    public AntivirusEngine? Engine { get; init; }

    /// <summary>The scanner could not say.</summary>
    public static ScanResult Unknown(string problem) => new(ScanVerdict.Unknown, Problem: problem);
}
