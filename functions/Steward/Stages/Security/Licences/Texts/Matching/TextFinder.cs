using Steward.Stages.Security.Licences.Detection.Index;
using Steward.Stages.Security.Licences.Detection.Words;

namespace Steward.Stages.Security.Licences.Detection.Matching;

/// <summary>Finds the known texts in a file, from its beginning to its end: where a text begins, its best explanation is taken, and what is left is searched again.</summary>
internal sealed class TextFinder
{
    private const int Step = Candidates.Window / 2;
    private const int ShortestRest = 8;
    private readonly Tokens _tokens;
    private readonly TextIndex _index;
    private readonly int[] _sequences;
    private readonly Candidates _candidates;
    private readonly Alignment _alignment;
    private readonly List<Region> _found = [];

    private TextFinder(TextIndex index, Tokens tokens)
    {
        (_index, _tokens, _sequences) = (index, tokens, index.SequencesOf(tokens.Words));
        _candidates = new Candidates(index, _sequences, tokens.Neutral);
        _alignment = new Alignment(index, tokens, _sequences);
    }

    /// <summary>The stretches that were explained, in order; they do not overlap.</summary>
    public static IReadOnlyList<Region> Find(TextIndex index, Tokens tokens)
    {
        var finder = new TextFinder(index, tokens);
        finder.Find(0, tokens.Count);
        return [.. finder._found.OrderBy(r => r.Start)];
    }

    private void Find(int from, int to)
    {
        while (from < to)
        {
            if (_sequences[from] < 0) from++;
            else from = Explain(from, to);
        }
    }

    // Gives the word to go on with, which is always a later one.
    private int Explain(int from, int to)
    {
        var best = Best(from, to);
        if (best is null) return from + Step;
        if (!Acceptance.IsText(_index.Texts[best.Text], best)) return Acceptance.IsFragment(best) ? Math.Max(best.End, from + 1) : from + Step;
        _found.Add(best);
        if (best.Start - from >= ShortestRest) Find(from, best.Start);
        return Math.Max(best.End, from + 1);
    }

    private Region? Best(int from, int to)
    {
        Region? best = null;
        foreach (var start in _candidates.At(from, to))
        {
            if (_alignment.Align(start, from, to) is { } region && (best is null || IsBetter(region, best))) best = region;
        }

        return best;
    }

    // What can be accepted comes before what cannot; then the one that explains more.
    private bool IsBetter(Region one, Region other)
    {
        var (mine, others) = (Acceptance.IsText(_index.Texts[one.Text], one), Acceptance.IsText(_index.Texts[other.Text], other));
        return mine != others ? mine : one.Worth > other.Worth;
    }
}
