using Steward.Vault.Sources.Git;

namespace Steward.Vault.Drills.Kinds;

/// <summary>A repository: every ref, HEAD, and <c>git fsck --full</c> over every object.</summary>
internal sealed class GitDrill : IDrill
{
    public string Kind => "git";

    public bool NeedsFolder => true;

    public async Task RunAsync(DrillPlace place, DrillFindings findings, CancellationToken cancellation)
    {
        findings.Different(await GitCheck.DifferencesAsync(place.Folder, place.Snapshot.Snapshot.Details, cancellation));
        findings.Counted("refs", long.TryParse(place.Snapshot.Snapshot.Details.GetValueOrDefault("refs"), out var refs) ? refs : 0);
    }
}
