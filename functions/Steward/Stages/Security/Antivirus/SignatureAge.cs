using System.Globalization;
using Steward.Gates;
using Steward.Ledger;

namespace Steward.Stages.Security.Antivirus;

/// <summary>How old the signatures are that a clean scan was made with.</summary>
/// <param name="newest">The newest version that any evidence at hand names; null when none names one.</param>
/// <param name="maxAge">What the policy allows; null: however old.</param>
/// <param name="now">The time of judging.</param>
internal sealed class SignatureAge(long? newest, TimeSpan? maxAge, DateTimeOffset now)
{
    /// <summary>The kind of the evidence that says with which signatures a release was scanned again; its subject is the product.</summary>
    public const string Rescanned = "antivirus.rescanned";

    public static SignatureAge Of(GateFacts facts) => new(
        facts.Entries.Where(e => e.Evidence.Kind is AntivirusCapability.Scanned or Rescanned or Artefacts.ArtefactEvidence.Scanned).Max(e => NumberOf(e.Evidence)),
        facts.Policy.Get(AntivirusPolicy.Section).MaxSignatureAge,
        facts.Now);

    /// <summary>Why a clean scan is not worth enough any more; null when it is.</summary>
    public string? TooOld(Evidence scan) => maxAge is { } most && MadeAt(scan) is var made && now - made > most
        ? $"is clean by signatures {VersionOf(scan)} of {made.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}; the policy accepts {most.TotalDays.ToString("0.#", CultureInfo.InvariantCulture)} days: scan it again."
        : null;

    /// <summary>What stands behind "clean" where newer signatures are known; null where none are.</summary>
    public string? Stale(IEnumerable<Evidence> clean)
    {
        var oldest = clean.Min(NumberOf);
        return oldest < newest ? string.Create(CultureInfo.InvariantCulture, $"clean by signatures {oldest}, newest are {newest}") : null;
    }

    // Where clamd does not say of when its signatures are, the scan's own time is the best that is known.
    private static DateTimeOffset MadeAt(Evidence scan) =>
        DateTimeOffset.TryParse(AntivirusEvidence.Text(scan, "signaturesAt"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var made) ? made : scan.Time;

    private static string VersionOf(Evidence scan) => AntivirusEvidence.Text(scan, "signatures") ?? "of unknown version";

    private static long? NumberOf(Evidence evidence) =>
        long.TryParse(AntivirusEvidence.Text(evidence, "signatures"), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
