using Steward.Stages.Security.Scanning;

namespace Steward.Stages.Security.Antivirus;

/// <summary>What was scanned for a change: the payload of <c>antivirus.completed</c>.</summary>
public sealed record AntivirusReport
{
    /// <summary>The scanner; null when it could not be reached.</summary>
    public AntivirusEngine? Engine { get; init; }

    /// <summary>The files of the change, deleted ones left out, by path.</summary>
    public required IReadOnlyList<ReportedFile> Files { get; init; }

    /// <summary>Why the scan is not complete: the scanner could not be reached, or broke off; null otherwise.</summary>
    public string? Problem { get; init; }
}
