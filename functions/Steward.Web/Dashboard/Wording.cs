using System.Globalization;
using Steward.Answers;
using Steward.Changes;
using Steward.Engine;
using Steward.Gates;
using Steward.Kernel;
using Steward.Ledger;

namespace Steward.Web.Dashboard;

/// <summary>Words and addresses that several pages share.</summary>
internal static class Wording
{
    public static string Of(Verdict verdict) => verdict == Verdict.NotNeeded ? "Not needed" : verdict.ToString();

    /// <summary>The class of the style sheet, one of six tones, that something is shown in.</summary>
    public static string Tone(Verdict verdict) => verdict.ToString().ToLowerInvariant();

    public static string Tone(EvidenceOutcome outcome) => outcome switch
    {
        EvidenceOutcome.Pass => "pass",
        EvidenceOutcome.Fail => "fail",
        EvidenceOutcome.Error => "error",
        _ => "notneeded",
    };

    public static string Tone(OrchestrationRuntimeStatus status) => status switch
    {
        OrchestrationRuntimeStatus.Completed => "pass",
        OrchestrationRuntimeStatus.Failed => "fail",
        OrchestrationRuntimeStatus.Suspended => "missing",
        OrchestrationRuntimeStatus.Terminated => "notneeded",
        _ => "running",
    };

    public static string Tone(ProofStatus status) => status == ProofStatus.Verified ? "pass" : "fail";

    public static string Of(ProofStatus status) => status == ProofStatus.Verified ? "Proved" : "Broken";

    public static string Of(ChangeState state) => state switch
    {
        ChangeState.Running => "Running",
        ChangeState.Waiting => "Waiting for results",
        _ => "Decided",
    };

    public static string Address(ProductId product) => $"/products/{product}";

    public static string Address(ChangeId change) => $"/products/{change.Product}/changes/{change.Commit}";

    public static string Evidence(ProductId product, Subject subject) =>
        $"/products/{product}/evidence?subject={Uri.EscapeDataString(subject.ToString())}";

    public static string EvidenceOf(ProductId product) => $"{Address(product)}/evidence";

    public static string Entry(ProductId product, long index) => $"{EvidenceOf(product)}/{index}";

    public static string History(ProductId product) => $"{Address(product)}/history";

    public static string FileHistory(ProductId product) => $"{History(product)}/file";

    public static string FileHistory(ProductId product, string path, string? reference) =>
        $"{FileHistory(product)}?path={Uri.EscapeDataString(path)}{(reference is { Length: > 0 } ? $"&ref={Uri.EscapeDataString(reference)}" : "")}";

    public static string Trace(ProductId product) => $"{Address(product)}/trace";

    public static string Releases(ProductId product) => $"{Address(product)}/releases";

    public static string Release(ProductId product, string tag) => $"{Releases(product)}/{Uri.EscapeDataString(tag)}";

    public static string Passport(ProductId product, string tag) => $"/api{Release(product, tag)}/passport";

    public static string Sbom(ProductId product, string tag, string format) => $"/api{Release(product, tag)}/sbom?format={format}";

    public static string Licences(ProductId product) => $"{Address(product)}/licences";

    public static string Errors(ProductId product) => $"{Address(product)}/errors";

    public static string Errors(ProductId product, string tag) => $"{Errors(product)}/{Uri.EscapeDataString(tag)}";

    public static string ErrorGroup(ProductId product, string tag, string group) => $"{Errors(product, tag)}/{group}";

    public static string Results(ChangeId change) => $"{Address(change)}/tests";

    public static string Tests(ProductId product) => $"{Address(product)}/tests";

    public static string Tests(ProductId product, string set) => $"{Tests(product)}/{Uri.EscapeDataString(set)}";

    public static string Test(ProductId product, string set, string id) => $"{Tests(product, set)}/{Uri.EscapeDataString(id)}";

    public static string ShortRef(string name) => name.Replace("refs/heads/", "", StringComparison.Ordinal).Replace("refs/tags/", "tag ", StringComparison.Ordinal);

    public static string Utc(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);

    /// <summary>"just now", "4 min ago", "in 2 days": enough to know whether something is fresh.</summary>
    public static string Relative(DateTimeOffset time, DateTimeOffset now)
    {
        var span = now - time;
        var size = span.Duration();
        if (size < TimeSpan.FromSeconds(10)) return "just now";
        var amount = size switch
        {
            { TotalSeconds: < 90 } => $"{(int)size.TotalSeconds} s",
            { TotalMinutes: < 90 } => $"{(int)size.TotalMinutes} min",
            { TotalHours: < 36 } => $"{(int)size.TotalHours} h",
            _ => Texts.Count((long)size.TotalDays, "day"),
        };
        return span > TimeSpan.Zero ? $"{amount} ago" : $"in {amount}";
    }
}
