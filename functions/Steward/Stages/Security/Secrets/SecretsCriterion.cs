using Steward.Gates;
using Steward.Kernel;
using Steward.Ledger;
using Steward.Source;
using Steward.Stages.Security.Scanning;
using Steward.Stages.Security.Secrets.Search;

namespace Steward.Stages.Security.Secrets;

/// <summary>
/// Judges the scans of the changed files, file by file: what is sure fails with its place, what could not be read is Error, a file without a scan is Missing.
/// Hints and what the policy lets through are told, and fail nothing.
/// </summary>
public sealed class SecretsCriterion : ICriterion
{
    private const int MostLetThrough = 20;

    /// <inheritdoc/>
    public Stage Stage => Stage.Security;

    /// <inheritdoc/>
    public string Name => SecretsCapability.CapabilityName;

    /// <inheritdoc/>
    public VerdictNode Judge(GateFacts facts)
    {
        if (facts.Latest(SecretsCapability.Completed) is not { } completed) return Node(Verdict.Missing, SecretsText.NotScanned);
        if (facts.Payload<SecretsReport>(completed) is not { } report) return Node(Verdict.Error, SecretsText.NoPayload);
        var files = facts.ReceivedFiles() ?? report.Files;
        if (files.Count == 0) return Node(Verdict.NotNeeded, SecretsText.NoFiles);
        var scans = facts.ScansOf(SecretsCapability.Scanned);
        var scanned = files.Select(f => (File: f, Scan: scans.GetValueOrDefault(f.Subject))).ToList();
        var judge = new FileJudge(facts.Policy.Get(SecretsPolicy.Section), facts.Now);
        return VerdictNode.All(Name, Shown([.. scanned.Select(s => judge.Judge(s.File, s.Scan))], scanned));
    }

    /// <summary>Whether the policy lets through what was found in a file.</summary>
    internal static bool Accepts(GateFacts facts, string path, Evidence scan) =>
        CommitSha.TryParse(scan.Subject.Id, out var blob)
        && new FileJudge(facts.Policy.Get(SecretsPolicy.Section), facts.Now).Judge(new ReportedFile(path, blob, EntryKind.File), scan).Verdict.LetsThrough();

    private static IEnumerable<VerdictNode> Shown(List<VerdictNode> judged, List<(ReportedFile File, Evidence? Scan)> scanned)
    {
        foreach (var node in Offenders.Of(judged, "more file")) yield return node;
        var letThrough = judged.Where(n => n.Verdict == Verdict.NotNeeded).ToList();
        foreach (var node in letThrough.Take(MostLetThrough)) yield return node;
        if (letThrough.Count > MostLetThrough) yield return new VerdictNode("more let through", Verdict.NotNeeded, $"{letThrough.Count - MostLetThrough} more files let through.");
        var hints = scanned.Where(s => s.Scan is not null)
            .SelectMany(s => SecretsEvidence.FoundIn(s.Scan!).Where(f => f.Certainty == SecretCertainty.Hint).Select(f => (s.File.Path, f))).ToList();
        if (hints.Count > 0) yield return new VerdictNode("hints", Verdict.NotNeeded, SecretsText.Hints(hints));
        var clean = judged.Count(n => n.Verdict == Verdict.Pass);
        // "None" is worth as much as the rules it was said with, so they are named beside it.
        var versions = scanned.Select(s => s.Scan).OfType<Evidence>().Select(e => SecretsEvidence.Text(e, "rulesVersion") ?? "unknown").Distinct().ToList();
        if (clean > 0) yield return new VerdictNode("in order", Verdict.Pass, SecretsText.InOrder(clean, versions));
    }

    private VerdictNode Node(Verdict verdict, string reason) => new(Name, verdict, reason);
}
