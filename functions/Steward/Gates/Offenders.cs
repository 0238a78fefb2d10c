using Steward.Kernel;

namespace Steward.Gates;

/// <summary>The children of a criterion that judges many things of one kind: what is not in order is named, as far as people can read it.</summary>
public static class Offenders
{
    private const int Most = 20;

    /// <summary>
    /// The nodes that neither pass nor are not needed: what failed first, then what is not known, then what is not there, each in the order
    /// given; beyond 20 they are counted by verdict.
    /// </summary>
    /// <param name="judged">One node for each thing.</param>
    /// <param name="one">What one more of them is called: "more file".</param>
    /// <param name="many">What several are called; null: with an s.</param>
    public static IEnumerable<VerdictNode> Of(IEnumerable<VerdictNode> judged, string one, string? many = null)
    {
        var named = judged.Where(n => n.Verdict is not (Verdict.Pass or Verdict.NotNeeded))
            .OrderByDescending(n => n.Verdict == Verdict.Fail).ThenByDescending(n => n.Verdict).ToList();
        var counted = named.Skip(Most).GroupBy(n => n.Verdict)
            .Select(rest => new VerdictNode($"more {rest.Key}", rest.Key, $"{Texts.Count(rest.Count(), one, many)}: {rest.Key}."));
        return named.Take(Most).Concat(counted);
    }

    /// <summary>A node's name of any text: names are segments of paths for waivers, so they hold no other characters than those.</summary>
    public static string NameOf(string text) =>
        string.Concat(text.Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' or '/' or '@' or ' ' ? c : '_'));
}
