using Steward.Gates;
using Steward.Stages.Security.Licences.Notices;

namespace Steward.Stages.Security.Licences;

/// <summary>Judges the committed file of notices, where the policy asks for one.</summary>
internal static class LicenceNotice
{
    private const string Name = "notice";

    public static IEnumerable<VerdictNode> Judge(LicencePolicy policy, LicenceScan scan, LicenceJudge judge)
    {
        if (policy.Notice is not { } path) yield break;
        var wanted = NoticeText.In(scan, judge);
        if (scan.Notices.FirstOrDefault(n => n.Path == path) is not { } there)
        {
            yield return wanted.Count == 0
                ? new VerdictNode(Name, Verdict.NotNeeded, "No shipped package obliges to a notice.") : new VerdictNode(Name, Verdict.Fail, LicenceText.NoNotice(path));
            yield break;
        }

        var (missing, stale) = NoticeText.Compare(wanted, there.Packages);
        yield return missing.Count == 0 && stale.Count == 0
            ? new VerdictNode(Name, Verdict.Pass, $"{path} names all {wanted.Count} packages that oblige to it.")
            : new VerdictNode(Name, Verdict.Fail, LicenceText.OldNotice(path, missing, stale));
    }
}
