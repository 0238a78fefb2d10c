using Steward.Kernel;
using Steward.Stages.Security.Access.Files;
using Steward.Stages.Security.Access.Systems;

namespace Steward.Stages.Security.Access.Plans;

/// <summary>The brakes on every kind of removal in one system.</summary>
internal sealed class BrakeCheck(AccessModel model, SystemState state, IReadOnlyCollection<AccessChange> changes)
{
    public IEnumerable<Brake> Run(SystemComparison compared)
    {
        foreach (var kind in changes.Where(c => c.IsRemoval).GroupBy(c => c.Kind).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            foreach (var brake in OfKind(kind.Key, [.. kind], compared)) yield return brake;
        }
    }

    private IEnumerable<Brake> OfKind(string kind, IReadOnlyList<AccessChange> removals, SystemComparison compared)
    {
        if (!compared.GivesAnything) yield return Put(kind, BrakeNames.EmptyFile, "The file gives nobody anything here, so nothing is taken from anybody: an empty file is a mistake until somebody says otherwise.", isFinal: true);
        if (IsHollow()) yield return Put(kind, BrakeNames.EmptyState, "GitHub told of an organisation without members, which cannot be: what it says of the rest is not believed either.", isFinal: true);
        if (state.Self is { } self && removals.Any(c => c.Subject.Equals(self, StringComparison.OrdinalIgnoreCase)))
            yield return Put(kind, BrakeNames.Self, $"{self} is the identity that Steward acts as; it takes nothing from itself.", isFinal: true);
        if (ShareOf(kind, removals) is { } share) yield return share;
        var rules = model.Rules.Brakes;
        if (removals.Count > rules.Number) yield return Put(kind, BrakeNames.Number, $"{Texts.Count(removals.Count, "removal")} of kind {kind}: more than the {rules.Number} that the file allows at once.");
        if (compared.HasGone && kind == GrantKinds.Organisation && removals.FirstOrDefault(c => c.Person is null) is { } stranger)
            yield return Put(kind, BrakeNames.Renamed, $"An account of the file is gone, and {stranger.Subject}, whom the file does not know, may be the same person under a new name. Mend the file first.");
        foreach (var brake in OwnerCheck.Run(model, state, changes, kind)) yield return brake;
    }

    private Brake? ShareOf(string kind, IReadOnlyList<AccessChange> removals)
    {
        var rules = model.Rules.Brakes;
        var people = removals.Select(c => c.Subject).Distinct(StringComparer.OrdinalIgnoreCase).Count();
        var all = Math.Max(removals.Count, state.Grants.Count(g => g.Kind == kind && g.IsPerson && g.Through is null));
        return people > rules.People && removals.Count * 100 > all * rules.Share
            ? Put(kind, BrakeNames.Share, $"{removals.Count} of {Texts.Count(all, "grant")} of kind {kind} would be taken away or lowered ({removals.Count * 100 / all} %); the file allows {rules.Share} %.")
            : null;
    }

    private bool IsHollow() => state.System == SystemNames.GitHub && !state.Grants.Any(g => g is { Kind: GrantKinds.Organisation, IsPending: false });

    private Brake Put(string kind, string name, string reason, bool isFinal = false) => new(state.System, kind, name, reason) { IsFinal = isFinal };
}
