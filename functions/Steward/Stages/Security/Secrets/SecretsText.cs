using System.Globalization;
using Steward.Kernel;
using Steward.Ledger;
using Steward.Stages.Security.Secrets.Search;

namespace Steward.Stages.Security.Secrets;

/// <summary>The sentences that people read about secrets. They name places, never what stands there.</summary>
internal static class SecretsText
{
    public const string NotScanned = "The files of this change have not been scanned for secrets.";
    public const string NoPayload = "The list of scanned files cannot be read; scan again.";
    public const string NoFiles = "The change holds no files to scan: it only removes some.";

    public static string Found(string path, IReadOnlyCollection<FoundByRule> found) =>
        $"{path} holds {Texts.Some([.. found.Select(f => Kind(path, f))])}. Revoke it where it was issued, then take it out: whoever has the repository has it.";

    public static string LetThrough(string path, SecretException exception) =>
        $"{path}: let through until {Day(exception.Until)}: {exception.Reason.TrimEnd('.')}.";

    public static string Ended(SecretException exception) => $" (its exception ended on {Day(exception.Until)})";

    public static string Unreadable(string path, Evidence evidence) => $"{path} could not be scanned: {SecretsEvidence.Text(evidence, "problem")}";

    public static string Unscanned(string path) => $"{path} has no scan for secrets.";

    public static string Submodule(string path) => $"{path} is a submodule: its files are in another repository and are not scanned here.";

    public static string Hints(IReadOnlyCollection<(string Path, FoundByRule Found)> hints) =>
        $"{Texts.Count(hints.Sum(h => h.Found.Count), "hint")}, which fail nothing; have a look: {Texts.Some([.. hints.Select(h => Kind(h.Path, h.Found))])}.";

    public static string InOrder(int count, IReadOnlyCollection<string> versions) => $"{Texts.Count(count, "file")} without secrets (rules {Texts.Some(versions)}).";

    public static string Summary(SecretsReport report) => $"{Texts.Count(report.Files.Count, "file")} of the change scanned for secrets with rules {report.RulesVersion}.";

    // "a GitHub token at a.cs:3:14, right by its checksum".
    private static string Kind(string path, FoundByRule found)
    {
        var title = SecretScanner.Rules.GetValueOrDefault(found.Rule, found.Rule);
        var places = found.Places.Select(p => p.StartsWith("byte", StringComparison.Ordinal) ? $"{path}, {p}" : $"{path}:{p}").ToList();
        var more = found.Count > places.Count ? $" and {Texts.Count(found.Count - places.Count, "more place")}" : "";
        return $"{(found.Count == 1 ? "" : $"{found.Count} × ")}{title} at {string.Join(" and ", places)}{more} ({Sure(found.Certainty)})";
    }

    private static string Sure(SecretCertainty certainty) => certainty switch
    {
        SecretCertainty.Verified => "its checksum is right",
        SecretCertainty.Format => "by its form",
        _ => "a hint",
    };

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
