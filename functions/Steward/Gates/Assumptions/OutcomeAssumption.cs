using Steward.Kernel;
using Steward.Ledger;

namespace Steward.Gates.Assumptions;

/// <summary>Assumes that an operation on the judged commit came to an outcome: <c>antivirus.completed=pass</c>.</summary>
internal sealed class OutcomeAssumption : IAssumption
{
    /// <inheritdoc/>
    public string Form => "KIND=OUTCOME (antivirus.completed=pass; the outcomes are info, pass, fail and error)";

    /// <inheritdoc/>
    public IReadOnlyList<UnrecordedEvidence>? Read(AssumptionGround ground, string phrase)
    {
        if (phrase.Split('=') is not [{ Length: > 0 } kind, var word] || kind.Contains(' ', StringComparison.Ordinal)) return null;
        return Enum.TryParse<EvidenceOutcome>(word, ignoreCase: true, out var outcome) && Enum.IsDefined(outcome)
            ? [new UnrecordedEvidence(ground.Facts.Outcome(kind, outcome))]
            : throw StewardException.Invalid($"'{Texts.Clip(phrase, 80)}' is not an assumption; write {Form}.");
    }
}
