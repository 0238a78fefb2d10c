using Steward.Gates;
using Steward.Ledger;

namespace Steward.Stages.Security.Antivirus.Signatures;

/// <summary>
/// What newer signatures found in releases: the commit of such a release fails; any other is told of it as long as no newer release
/// has taken its place, and is not held up: the way out is a release without it.
/// </summary>
internal static class CondemnedReleases
{
    public static IEnumerable<VerdictNode> Of(GateFacts facts)
    {
        var own = facts.About(Subject.Commit(facts.Commit)).Where(IsCondemned).Select(e => Node(e)).ToList();
        foreach (var node in Offenders.Of(own, "more file")) yield return node;
        var product = facts.About(Subject.Product(facts.Product)).ToList();
        var newest = product.LastOrDefault(e => e.Kind == "release.named") is { } named ? AntivirusEvidence.Text(named, "tag") : null;
        foreach (var tag in product.Where(e => IsCondemned(e) && CommitOf(e) != facts.Commit.ToString() && TagOf(e) == newest).GroupBy(TagOf, StringComparer.Ordinal))
            yield return new VerdictNode(Offenders.NameOf($"release {tag.Key}"), Verdict.NotNeeded, $"{tag.Last().Summary} Withdraw it, and release without it.");
    }

    private static VerdictNode Node(Evidence condemned) =>
        new(Offenders.NameOf(AntivirusEvidence.Text(condemned, "what") ?? "file"), Verdict.Fail, condemned.Summary ?? "It was condemned.");

    private static bool IsCondemned(Evidence evidence) => evidence.Kind == Condemnation.Kind;

    private static string TagOf(Evidence evidence) => AntivirusEvidence.Text(evidence, "tag") ?? "";

    private static string? CommitOf(Evidence evidence) => AntivirusEvidence.Text(evidence, "commit");
}
