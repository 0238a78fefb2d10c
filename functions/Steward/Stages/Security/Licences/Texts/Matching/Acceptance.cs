using Steward.Stages.Security.Licences.Detection.Index;

namespace Steward.Stages.Security.Licences.Detection.Matching;

/// <summary>How much must be the same for a text to be named.</summary>
internal static class Acceptance
{
    private const double Usual = 0.8;
    private const int FragmentWords = 60;

    /// <summary>True when the stretch may be called by the text's id. The shorter a text, the less may differ.</summary>
    public static bool IsText(KnownText known, Region region) => region.Score >= known.Words.Length switch
    {
        < 20 => 0.9,
        _ => Usual,
    };

    /// <summary>True for a long piece of a text, whole in itself: it is passed, though it is no text by itself.</summary>
    public static bool IsFragment(Region region) => region.Matched >= FragmentWords && region.Gaps.Clauses < region.Matched / 2;
}
