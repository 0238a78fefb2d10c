using Steward.Access;
using Steward.Gates;
using Steward.Gates.Assumptions;
using Steward.Kernel;

namespace Steward.Stages.Release.Approvals;

/// <summary>Assumes that somebody approved: <c>approved by bob</c>, <c>approved by bob as administer</c>.</summary>
internal sealed class ApprovedAssumption : IAssumption
{
    private const string Begin = "approved by ";

    /// <inheritdoc/>
    public string Form => "approved by NAME [as approve|administer]";

    /// <inheritdoc/>
    public IReadOnlyList<UnrecordedEvidence>? Read(AssumptionGround ground, string phrase)
    {
        if (!phrase.StartsWith(Begin, StringComparison.Ordinal)) return null;
        var (name, level) = phrase[Begin.Length..].Split(" as ") switch
        {
            [var who] => (who.Trim(), AccessLevel.Approve),
            [var who, var word] => (who.Trim(), AccessLevels.Read(word.Trim())),
            _ => ("", null),
        };
        if (name.Length is 0 or > 100 || level is null or < AccessLevel.Approve) throw StewardException.Invalid($"'{Texts.Clip(phrase, 80)}' is not an assumption; write {Form}.");
        var actor = name.Contains(':', StringComparison.Ordinal) ? name : $"assumed:{name}";
        return [new UnrecordedEvidence(ground.Assumed(Approval.Kind) with { Actor = actor, Details = Approval.Details(actor, level.Value.Word()) })];
    }
}
