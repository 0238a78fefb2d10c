using System.Globalization;
using Steward.Ledger;

namespace Steward.Gates;

/// <summary>
/// The waivers among the facts, applied to trees from the leaves upwards. The root cannot be waived: a waiver names at least a stage. A policy
/// that is missing can be, one that is not valid cannot.
/// </summary>
/// <param name="waivers">The waivers, the longest first.</param>
/// <param name="now">The time of judging.</param>
internal sealed class Waivers(IReadOnlyList<Waiver> waivers, DateTimeOffset now)
{
    /// <summary>The waivers about the judged commit and about the product.</summary>
    public static Waivers Of(GateFacts facts)
    {
        Subject[] subjects = [Subject.Commit(facts.Commit), Subject.Product(facts.Product)];
        var found = facts.Entries.Where(e => subjects.Contains(e.Evidence.Subject)).Select(e => Waiver.From(e.Evidence)).OfType<Waiver>();
        return new Waivers([.. found.OrderByDescending(w => w.Until).ThenBy(w => w.By, StringComparer.Ordinal)], facts.Now);
    }

    /// <summary>The node with all that is waived in it; its place is given by its parent's path, empty for the root's own children.</summary>
    public VerdictNode Apply(VerdictNode node, string parent)
    {
        if (waivers.Count == 0) return node;
        var path = parent.Length == 0 ? node.Name : $"{parent}/{node.Name}";
        var settled = node.Children.IsEmpty ? node : Soundness.Recombine(node, [.. node.Children.Select(c => Apply(c, path))]);
        var cover = waivers.FirstOrDefault(w => IsActive(w) && w.Covers(path));
        return cover is not null && settled.Verdict is (Verdict.Missing or Verdict.Fail) ? Waive(settled, cover) : Explain(settled, path);
    }

    /// <summary>The node, its reason naming a waiver at this very place that does not count, so that nobody wonders why.</summary>
    public VerdictNode Explain(VerdictNode node, string path)
    {
        if (node.Verdict.LetsThrough() || waivers.FirstOrDefault(w => w.Path == path) is not { } waiver) return node;
        var why = waiver.Until is null ? "has no readable end"
            : IsActive(waiver) ? "does not cover an Error"
            : $"expired on {Minute(waiver.Until.Value)}";
        return node with { Reason = $"{node.Reason} (the waiver by {waiver.By} {why})" };
    }

    private bool IsActive(Waiver waiver) => waiver.Until > now;

    private static VerdictNode Waive(VerdictNode node, Waiver waiver) => node with
    {
        Verdict = Verdict.Waived,
        Reason = $"Waived by {waiver.By} until {Minute(waiver.Until!.Value)}: {waiver.Reason} (it was {node.Verdict}: {node.Reason})",
        AwaitUntil = null,
        WaivedBy = waiver.By,
    };

    private static string Minute(DateTimeOffset time) => time.ToUniversalTime().ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);
}
