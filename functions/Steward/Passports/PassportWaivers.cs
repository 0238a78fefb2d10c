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
        var waived = Waived(tree).Select(n => n.Path).ToList();
        // As in the gate: of several the one that lasts longest, and then by name.
        var covers = waived.Select(path => granted.Where(w => Covers(w, path)).OrderByDescending(w => w.Until).ThenBy(w => w.By, StringComparer.Ordinal).FirstOrDefault());
        return [.. covers.OfType<PassportWaiver>().Distinct().OrderBy(w => w.Index)];
    }

    /// <summary>What is wrong with the waivers of a passport, one sentence; null when each is in the ledger as it is listed, and together they cover all that was waived.</summary>
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
        var bare = waived.FirstOrDefault(n => !IsBorne(n.Node) && !listed.Any(w => IsActive(w, decided) && Covers(w, n.Path)));
        return bare.Path is null ? null : $"{Texts.Clip(bare.Path, 200)} was let through by a waiver, but none is listed that covers it.";
    }

    // A gate is Waived because something in it is; then that is what must be covered.
    private static bool IsBorne(VerdictNode node) => !node.Children.IsDefaultOrEmpty && Verdicts.Combine([.. node.Children.Select(c => c.Verdict)]) == Verdict.Waived;

    private static IEnumerable<(string Path, VerdictNode Node)> Waived(VerdictNode tree) =>
        tree.Children.SelectMany(c => c.Walk()).Where(n => n.Node.Verdict == Verdict.Waived);

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

    private static bool Covers(PassportWaiver waiver, string path) => new Waiver(waiver.Path, waiver.Until, waiver.By, waiver.Reason).Covers(path);
}
