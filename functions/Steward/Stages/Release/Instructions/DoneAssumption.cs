using Steward.Access;
using Steward.Gates;
using Steward.Gates.Assumptions;
using Steward.Kernel;

namespace Steward.Stages.Release.Instructions;

/// <summary>Assumes that an instruction is carried out, by somebody who may: <c>done announce</c>.</summary>
internal sealed class DoneAssumption : IAssumption
{
    private const string Begin = "done ";

    /// <inheritdoc/>
    public string Form => "done ITEM";

    /// <inheritdoc/>
    public IReadOnlyList<UnrecordedEvidence>? Read(AssumptionGround ground, string phrase)
    {
        if (!phrase.StartsWith(Begin, StringComparison.Ordinal)) return null;
        var id = phrase[Begin.Length..].Trim();
        if (InstructionEvidence.ListOf(ground.Facts) is not { } list)
            throw StewardException.Invalid($"'{Texts.Clip(phrase, 80)}' needs instructions: only releases have them (--release), where the policy names a file with release.instructions.");
        var item = list.Items.FirstOrDefault(i => i.Id == id)
            ?? throw StewardException.NotFound($"{list.File} has no item '{Texts.Clip(id, 80)}'. It has: {Texts.Some([.. list.Items.Select(i => i.Id)], 10)}.");
        var kind = item.Evidence ?? InstructionEvidence.Done;
        return [new UnrecordedEvidence(ground.Assumed(kind) with { Details = InstructionEvidence.Details(item, "assumed", AccessLevel.Administer.Word()) })];
    }
}
