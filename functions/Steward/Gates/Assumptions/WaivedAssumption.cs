namespace Steward.Gates.Assumptions;

/// <summary>Assumes a waiver of a node: <c>waived testing/results/unit</c>.</summary>
internal sealed class WaivedAssumption : IAssumption
{
    private const string Begin = "waived ";

    /// <inheritdoc/>
    public string Form => "waived PATH";

    /// <inheritdoc/>
    public IReadOnlyList<UnrecordedEvidence>? Read(AssumptionGround ground, string phrase)
    {
        if (!phrase.StartsWith(Begin, StringComparison.Ordinal)) return null;
        var waiver = new Waiver(ground.PathOf(phrase[Begin.Length..].Trim()), ground.Facts.Now.AddDays(1), "assumed", "it is assumed");
        return [new UnrecordedEvidence(ground.Facts.Waived(waiver))];
    }
}
