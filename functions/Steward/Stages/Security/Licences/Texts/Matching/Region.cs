namespace Steward.Stages.Security.Licences.Detection.Matching;

/// <summary>A stretch of words that a known text explains.</summary>
/// <param name="Text">Which text.</param>
/// <param name="Start">The first word.</param>
/// <param name="End">Behind the last word.</param>
/// <param name="Matched">How many words of the text stand there, in order.</param>
/// <param name="Missing">How many do not.</param>
/// <param name="Inserted">How many other words stand between them.</param>
internal sealed record Region(int Text, int Start, int End, int Matched, int Missing, int Inserted)
{
    /// <summary>The share of all words, of the text and of the stretch, that is the same.</summary>
    public double Score => (double)Matched / (Matched + Missing + Inserted);

    /// <summary>What it explains, less half of what it leaves unexplained: by this the best of several is chosen, so that a longer text that fits beats one that it contains.</summary>
    public double Worth => Matched - ((Missing + Inserted) / 2.0);
}
