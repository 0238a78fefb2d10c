using System.Text.Json.Nodes;
using Steward.Kernel;
using Steward.Ledger;
using Steward.Stages.Security.Secrets.Search;

namespace Steward.Stages.Security.Secrets;

/// <summary>Results of scans as evidence, and back.</summary>
internal static class SecretsEvidence
{
    private const int MaxPlaces = 3;

    /// <summary>The evidence about a blob: the same for the same rules, however often it is scanned.</summary>
    public static Evidence OfBlob(CommitSha blob, SecretScan scan, string? payload, DateTimeOffset time) => new()
    {
        Id = Evidence.IdFor(SecretsCapability.Scanned, Subject.Blob(blob), SecretScanner.RulesVersion),
        Time = time,
        Actor = "steward",
        Kind = SecretsCapability.Scanned,
        Subject = Subject.Blob(blob),
        Outcome = scan.Sure > 0 ? EvidenceOutcome.Fail : scan.Problem is null ? EvidenceOutcome.Pass : EvidenceOutcome.Error,
        Details = Details(scan),
        Payload = payload,
    };

    /// <summary>True when this evidence is what these rules say. A content that could not be read by them never can.</summary>
    public static bool IsCurrent(Evidence evidence) =>
        evidence.Kind == SecretsCapability.Scanned && Text(evidence, "rulesVersion") == SecretScanner.RulesVersion;

    /// <summary>A text of the details, or null.</summary>
    public static string? Text(Evidence evidence, string key) =>
        evidence.Details?[key] is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    /// <summary>What was found, by rule; the gate judges by this, so that it needs no payload of any file.</summary>
    public static IReadOnlyList<FoundByRule> FoundIn(Evidence evidence) =>
        evidence.Details?["found"] is JsonArray found ? [.. found.Select(f => Json.Read<FoundByRule>(f!.ToJsonString()))] : [];

    private static JsonObject Details(SecretScan scan)
    {
        var details = new JsonObject { ["rulesVersion"] = SecretScanner.RulesVersion, ["findings"] = scan.Sure, ["hints"] = scan.Hints };
        if (scan.Problem is not null) details["problem"] = scan.Problem;
        if (scan.Counts.Count > 0) details["found"] = JsonNode.Parse(Json.Write(Found(scan)));
        return details;
    }

    // One entry a rule and certainty, whatever the number of findings: evidence has 8 KB.
    private static IEnumerable<FoundByRule> Found(SecretScan scan)
    {
        var places = scan.Counts.Count > 20 ? 1 : MaxPlaces;
        return scan.Counts.Select(c => new FoundByRule(
            c.Rule, c.Certainty, c.Count,
            [.. scan.Findings.Where(f => f.Rule == c.Rule && f.Certainty == c.Certainty).Take(places).Select(f => f.Place())]));
    }
}

/// <summary>What one rule found in a blob.</summary>
/// <param name="Rule">The rule's id.</param>
/// <param name="Certainty">How sure.</param>
/// <param name="Count">How often.</param>
/// <param name="Places">The first places.</param>
internal sealed record FoundByRule(string Rule, SecretCertainty Certainty, int Count, IReadOnlyList<string> Places);
