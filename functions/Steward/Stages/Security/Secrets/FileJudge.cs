using Steward.Gates;
using Steward.Ledger;
using Steward.Source;
using Steward.Stages.Security.Scanning;
using Steward.Stages.Security.Secrets.Search;

namespace Steward.Stages.Security.Secrets;

/// <summary>Judges one file by its scan and the policy.</summary>
/// <param name="policy">The policy.</param>
/// <param name="now">The time of judging: exceptions end.</param>
internal sealed class FileJudge(SecretsPolicy policy, DateTimeOffset now)
{
    /// <summary>The file's node.</summary>
    public VerdictNode Judge(ReportedFile file, Evidence? scan)
    {
        var (verdict, reason) = (file.Kind, scan?.Outcome) switch
        {
            (EntryKind.Submodule, _) => (NotKnown(Verdict.Missing), SecretsText.Submodule(file.Path)),
            (_, EvidenceOutcome.Pass) => (Verdict.Pass, ""),
            (_, EvidenceOutcome.Fail) => JudgeFound(file.Path, scan!),
            (_, null) => (NotKnown(Verdict.Missing), SecretsText.Unscanned(file.Path)),
            _ => (NotKnown(Verdict.Error), SecretsText.Unreadable(file.Path, scan!)),
        };
        return new VerdictNode(Offenders.NameOf(file.Path), verdict, reason);
    }

    private Verdict NotKnown(Verdict verdict) => policy.Required ? verdict : Verdict.NotNeeded;

    private (Verdict Verdict, string Reason) JudgeFound(string path, Evidence scan)
    {
        var sure = SecretsEvidence.FoundIn(scan).Where(f => f.Certainty != SecretCertainty.Hint).ToList();
        var left = sure.Where(f => ExceptionFor(path, f.Rule) is null).ToList();
        if (left.Count == 0 && sure.Count > 0)
        {
            // What was not read to its end is not known, whatever was let through before.
            return SecretsEvidence.Text(scan, "problem") is null
                ? (Verdict.NotNeeded, SecretsText.LetThrough(path, ExceptionFor(path, sure[0].Rule)!))
                : (NotKnown(Verdict.Error), SecretsText.Unreadable(path, scan));
        }

        var past = policy.Ignore.FirstOrDefault(e => left.Exists(f => e.IsFor(path, f.Rule)));
        return (Verdict.Fail, SecretsText.Found(path, left) + (past is null ? "" : SecretsText.Ended(past)));
    }

    private SecretException? ExceptionFor(string path, string rule) => policy.Ignore.FirstOrDefault(e => e.IsFor(path, rule) && !e.IsOver(now));
}
