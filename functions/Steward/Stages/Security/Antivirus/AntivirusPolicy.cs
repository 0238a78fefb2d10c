using Steward.Policy;

namespace Steward.Stages.Security.Antivirus;

/// <summary>What the policy says about antivirus: <c>security.antivirus</c>.</summary>
/// <param name="Required">Whether a change needs a scan even when no scanner can be reached.</param>
public sealed record AntivirusPolicy(bool Required)
{
    private const int MostReleases = 10;

    /// <summary>How old the signatures of a clean scan may be when a gate judges it; null: however old.</summary>
    public TimeSpan? MaxSignatureAge { get; init; }

    /// <summary>How many of the newest releases are scanned again with new signatures.</summary>
    public int RescanReleases { get; init; } = 1;

    /// <summary>The section.</summary>
    public static PolicySection<AntivirusPolicy> Section { get; } = new(
        "security.antivirus",
        new ObjectShape(
            "Antivirus of the changed files, and of the artefacts of a commit.",
            new Field("required", new FlagShape("Whether the scan is required; default true. When false, a scanner that cannot be reached is no obstacle.")),
            new Field("maxSignatureAge", new DurationShape("A file that was clean by signatures older than this is not clean any more; default: however old.", TimeSpan.FromDays(1), TimeSpan.FromDays(365))),
            new Field("rescanReleases", new NumberShape("So many of the newest releases are scanned again when there are new signatures. Default 1.", 0, MostReleases))),
        node => new AntivirusPolicy(node.Flag("required", true))
        {
            MaxSignatureAge = node["maxSignatureAge"].Exists ? node.Duration("maxSignatureAge", TimeSpan.Zero) : null,
            RescanReleases = (int)node.Number("rescanReleases", 1),
        });
}
