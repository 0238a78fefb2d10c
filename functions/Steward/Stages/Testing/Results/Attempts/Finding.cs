using Steward.Gates;

namespace Steward.Stages.Testing.Results.Attempts;

/// <summary>One thing to say about a test set. The worst one is its verdict, and all of them its reason, the worst first.</summary>
/// <param name="Verdict">What it means.</param>
/// <param name="Sentence">One sentence.</param>
internal sealed record Finding(Verdict Verdict, string Sentence)
{
    /// <summary>Until when what is missing may still come.</summary>
    public DateTimeOffset? AwaitUntil { get; init; }

    /// <summary>The node of a set.</summary>
    public static VerdictNode Node(string set, IReadOnlyList<Finding> findings)
    {
        var worst = findings.Max(f => f.Verdict);
        var reason = string.Join(' ', findings.OrderByDescending(f => f.Verdict).ThenByDescending(IsAborted).Select(f => f.Sentence));
        return new VerdictNode(set, worst, reason) { AwaitUntil = worst == Verdict.Missing ? findings.Max(f => f.AwaitUntil) : null };
    }

    // What was cut off explains the rest.
    private static bool IsAborted(Finding finding) => finding.Sentence.StartsWith(ResultsText.Aborted, StringComparison.Ordinal);
}
