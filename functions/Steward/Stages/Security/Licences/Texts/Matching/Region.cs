using System.Runtime.InteropServices;

namespace Steward.Stages.Security.Licences.Detection.Matching;

/// <summary>A stretch of words that a known text explains.</summary>
/// <param name="Text">Which text.</param>
/// <param name="Start">The first word.</param>
/// <param name="End">Behind the last word.</param>
/// <param name="Matched">How many words of the text stand there, in order.</param>
/// <param name="Notices">How many of these belong to copyright notices in the file.</param>
/// <param name="CutOff">How many words of the text are missing before and behind them.</param>
/// <param name="Gaps">What differs between them.</param>
internal sealed record Region(int Text, int Start, int End, int Matched, int Notices, int CutOff, Gaps Gaps)
{
    // A missing or inserted clause tells another licence; a text that breaks off, or another name, does not.
    private const double PriceOfCut = 0.5;
    private const double PriceOfName = 0.5;
    private const double PriceOfClause = 1.5;

    /// <summary>The share of all words, of the text and of the stretch, that is the same. A name in place of another counts once.</summary>
    public double Score => (double)Matched / (Matched + CutOff + Gaps.Names + Gaps.Clauses);

    /// <summary>What it explains, less what differs: by this the best of several is chosen, so that a longer text that fits beats one that it contains.</summary>
    public double Worth => Matched - Notices - (PriceOfCut * CutOff) - (PriceOfName * Gaps.Names) - (PriceOfClause * Gaps.Clauses);
}

/// <summary>How many words differ between the runs of equal words.</summary>
/// <param name="Names">A few words in place of a few others.</param>
/// <param name="Clauses">All others: missing or inserted.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Gaps(int Names, int Clauses)
{
    private const int MostOfText = 6;
    private const int MostOfFile = 14;

    /// <summary>One gap more.</summary>
    /// <param name="missing">Words of the text.</param>
    /// <param name="inserted">Words of the file.</param>
    public Gaps With(int missing, int inserted) => missing <= MostOfText && inserted <= MostOfFile
        ? this with { Names = Names + Math.Max(missing, inserted) }
        : this with { Clauses = Clauses + missing + inserted };
}
