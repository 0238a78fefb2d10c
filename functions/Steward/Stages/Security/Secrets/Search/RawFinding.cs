using Steward.Stages.Security.Secrets.Rules;

namespace Steward.Stages.Security.Secrets.Search;

/// <summary>A finding by its place in the window.</summary>
internal readonly record struct RawFinding(SecretRule Rule, int Start, int Length, SecretCertainty Certainty)
{
    /// <summary>The place after its last character.</summary>
    public int End => Start + Length;

    /// <summary>
    /// In the order of the text, one for each place: what is surer stays, then what is longer. A finding never hides another that it does not overlap.
    /// </summary>
    public static List<RawFinding> Distinct(List<RawFinding> found)
    {
        found.Sort((a, b) => a.Start != b.Start ? a.Start.CompareTo(b.Start) : a.Certainty != b.Certainty ? b.Certainty.CompareTo(a.Certainty) : b.Length.CompareTo(a.Length));
        var kept = new List<RawFinding>(found.Count);
        foreach (var next in found)
        {
            if (kept.Count == 0 || kept[^1].End <= next.Start) kept.Add(next);
            else if (next.Certainty > kept[^1].Certainty) kept[^1] = next;
        }

        return kept;
    }
}
