using System.Globalization;
using System.Text.Json.Nodes;
using Steward.Kernel;
using Steward.Ledger;

namespace Steward.Stages.Security.Antivirus;

/// <summary>Results of scans as evidence, and back.</summary>
internal static class AntivirusEvidence
{
    private const int MaxText = 300;

    /// <summary>
    /// The evidence about a blob. Clean and infected are the same evidence for the same scanner and signatures, however often they are found;
    /// unknown is one evidence a reason, so that a later scan can still say more.
    /// </summary>
    public static Evidence OfBlob(CommitSha blob, AntivirusEngine engine, ScanResult result, DateTimeOffset time) => new()
    {
        Id = Evidence.IdFor(AntivirusCapability.Scanned, Subject.Blob(blob), $"{engine}\n{result.Problem}"),
        Time = time,
        Actor = "steward",
        Kind = AntivirusCapability.Scanned,
        Subject = Subject.Blob(blob),
        Outcome = OutcomeOf(result.Verdict),
        Details = Details(engine, result),
    };

    /// <summary>True when this evidence is a clear answer of the same scanner with the same signatures.</summary>
    public static bool IsCurrent(Evidence evidence, AntivirusEngine engine) =>
        evidence.Kind == AntivirusCapability.Scanned && evidence.Outcome != EvidenceOutcome.Error && IsBy(evidence, engine);

    /// <summary>True when the evidence names this scanner with these signatures.</summary>
    public static bool IsBy(Evidence evidence, AntivirusEngine engine) =>
        Text(evidence, "engine") == engine.Name && Text(evidence, "engineVersion") == engine.Version
        && Text(evidence, "signatures") == engine.Signatures;

    /// <summary>A text of the details, or null.</summary>
    public static string? Text(Evidence evidence, string key) =>
        evidence.Details?[key] is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    /// <summary>A scan's outcome.</summary>
    public static EvidenceOutcome OutcomeOf(ScanVerdict verdict) => verdict switch
    {
        ScanVerdict.Clean => EvidenceOutcome.Pass,
        ScanVerdict.Infected => EvidenceOutcome.Fail,
        _ => EvidenceOutcome.Error,
    };

    /// <summary>Who scanned and what was found, as details.</summary>
    public static JsonObject Details(AntivirusEngine? engine, ScanResult result)
    {
        var details = new JsonObject();
        if (engine is not null) (details["engine"], details["engineVersion"]) = (engine.Name, engine.Version);
        if (engine?.Signatures is not null) details["signatures"] = engine.Signatures;
        if (engine?.SignaturesAt is { } made) details["signaturesAt"] = made.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        if (result.Signature is not null) details["signature"] = Texts.Clip(result.Signature, MaxText);
        if (result.Problem is not null) details["problem"] = Texts.Clip(result.Problem, MaxText);
        return details;
    }
}
