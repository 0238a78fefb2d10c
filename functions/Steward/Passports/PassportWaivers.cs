using Steward.Gates;
using Steward.Kernel;
using Steward.Ledger;

namespace Steward.Passports;

/// <summary>The waivers of passports: which of those in the ledger a verdict tree rests on, and whether those that are listed bear it.</summary>
public static class PassportWaivers
{
    /// <summary>The waivers that a tree rests on, in the order of the ledger.</summary>
    /// <param name="tree">The tree.</param>
    /// <param name="evidence">What the ledger says about commit and product.</param>
    /// <param name="product">The product.</param>
    /// <param name="commit">The commit.</param>
    public static IReadOnlyList<PassportWaiver> Of(VerdictNode tree, IEnumerable<LedgerEntry> evidence, ProductId product, CommitSha commit)
    {
        var entries = evidence.DistinctBy(e => e.Index).OrderBy(e => e.Index).ToList();
        if (Decision(tree, entries.Select(e => (e.Index, e.Evidence)), null) is not { } decided) return [];
        var granted = entries.Select(e => Read(e.Index, e.Evidence, product, commit)).OfType<PassportWaiver>().Where(w => IsActive(w, decided)).ToList();
        // As in the gate: of several the one that lasts longest.
        var covers = Waived(tree).Select(n => granted.Where(w => Covers(w, n)).OrderByDescending(w => w.Until).FirstOrDefault());
        return [.. covers.OfType<PassportWaiver>().Distinct().OrderBy(w => w.Index)];
    }

    /// <summary>What is wrong with the waivers of a passport, one sentence; null when each is in the ledger as it is listed, and together they cover all that people waived.</summary>
    internal static string? Problem(PassportStatement statement, IReadOnlyList<(long Index, Evidence Evidence)> materials, CommitSha commit)
    {
        var (predicate, subject) = (statement.Predicate, Subject.Release(statement.Subject[0].Name, commit));
        var waived = Waived(predicate.Verdict).ToList();
        var listed = predicate.Waivers ?? [.. materials.Select(m => Read(m.Index, m.Evidence, predicate.Product, commit)).OfType<PassportWaiver>()];
        if (waived.Count == 0 && listed.Count == 0) return null;
        if (Decision(predicate.Verdict, materials, subject) is not { } decided) return "The decision that the waivers stood at is not among the evidence.";
        if (listed.Any(w => w is null)) return "A waiver is listed that says nothing.";
        if (listed.FirstOrDefault(w => !materials.Any(m => m.Index == w.Index && Read(m.Index, m.Evidence, predicate.Product, commit) == w)) is { } made)
            return $"The waiver of {Texts.Clip(made.Path, 200)} by {Texts.Clip(made.By, 100)} is not what entry {made.Index} of the ledger says.";
        if (predicate.Waivers?.FirstOrDefault(w => !IsActive(w, decided)) is { } ended) return $"The waiver of {ended.Path} by {ended.By} did not hold when the release was decided.";
        var bare = waived.FirstOrDefault(n => !listed.Any(w => IsActive(w, decided) && Covers(w, n)));
        return bare.Path is null ? null : $"{Texts.Clip(bare.Path, 200)} was waived by {Texts.Clip(bare.Node.WaivedBy, 100)}, but no such waiver is listed that covers it.";
    }

    // What people waived. What stands in the policy as an exception, such as a licence, is Waived too: it is part of the commit.
    private static IEnumerable<(string Path, VerdictNode Node)> Waived(VerdictNode tree) =>
        tree.Children.SelectMany(c => c.Walk()).Where(n => n.Node is { Verdict: Verdict.Waived, WaivedBy: not null });

    private static (long Index, DateTimeOffset Time)? Decision(VerdictNode tree, IEnumerable<(long Index, Evidence Evidence)> entries, Subject? release)
    {
        var digest = Digest.Sha256(Json.WriteBytes(tree));
        var decided = entries.Where(e => e.Evidence is { Kind: "release.decided" } && e.Evidence.Payload == digest && (release is null || e.Evidence.Subject == release))
            .OrderBy(e => e.Index).Select(e => ((long, DateTimeOffset)?)(e.Index, e.Evidence.Time));
        return decided.LastOrDefault();
    }

    private static PassportWaiver? Read(long index, Evidence evidence, ProductId product, CommitSha commit)
    {
        if (evidence.Subject != Subject.Commit(commit) && evidence.Subject != Subject.Product(product)) return null;
        return Waiver.From(evidence) is { Until: { } until } waiver ? new PassportWaiver(waiver.Path, waiver.By, until, waiver.Reason, index) : null;
    }

    private static bool IsActive(PassportWaiver waiver, (long Index, DateTimeOffset Time) decided) => waiver.Index < decided.Index && waiver.Until > decided.Time;

    private static bool Covers(PassportWaiver waiver, (string Path, VerdictNode Node) waived) =>
        waiver.By == waived.Node.WaivedBy && new Waiver(waiver.Path, waiver.Until, waiver.By, waiver.Reason).Covers(waived.Path);
}
