using System.Globalization;
using Steward.Kernel;
using Steward.Stages.Security.Access.Files;
using Steward.Stages.Security.Access.Running;

namespace Steward.Stages.Security.Access.Asking;

/// <summary>Says what approving a plan settles beside its changes: who approves has to see that the file makes somebody an administrator, or relaxes a brake. Pure.</summary>
public static class Settling
{
    /// <summary>The sentences; none where the file is the settled one.</summary>
    public static IReadOnlyList<string> Of(AccessFileAt head, SettledFile? settled, DateTimeOffset time)
    {
        var model = head.Require();
        if (settled is null) return [$"Nobody has approved a plan yet. Approving settles the file of {head.Commit.Abbreviated}, with its rules and its administrators: {Texts.Some(Administrators(model, time))}."];
        if (settled.Is(model)) return [];
        var first = $"Approving settles the file of {head.Commit.Abbreviated} in place of that of {settled.Commit.Abbreviated}.";
        return settled.Model is { } before
            ? [first, .. People(model, before, time), .. Rules(model.Rules, before.Rules)]
            : [first, $"The file of {settled.Commit.Abbreviated} cannot be read any more: was the history of the repository rewritten? Administrators by the new one: {Texts.Some(Administrators(model, time))}."];
    }

    private static IEnumerable<string> People(AccessModel model, AccessModel before, DateTimeOffset time)
    {
        var (now, then) = (Administrators(model, time), Administrators(before, time));
        foreach (var key in now.Except(then, StringComparer.Ordinal)) yield return $"{key} becomes an administrator of Steward.";
        foreach (var key in then.Except(now, StringComparer.Ordinal)) yield return $"{key} is no administrator of Steward any more.";
    }

    private static IEnumerable<string> Rules(AccessRules now, AccessRules before)
    {
        (string Name, string Now, string Before)[] rules =
        [
            ("brakes.removals.share", Text(now.Brakes.Share), Text(before.Brakes.Share)), ("brakes.removals.number", Text(now.Brakes.Number), Text(before.Brakes.Number)),
            ("brakes.removals.people", Text(now.Brakes.People), Text(before.Brakes.People)), ("brakes.minimumOwners", Text(now.Brakes.MinimumOwners), Text(before.Brakes.MinimumOwners)),
            ("apply.mode", Mode(now.Apply), Mode(before.Apply)), ("apply.only", Only(now.Apply), Only(before.Apply)), ("apply.changes", Text(now.Apply.Changes), Text(before.Apply.Changes)),
            ("apply.asks", Asks(now.Apply), Asks(before.Apply)),
        ];
        return rules.Where(r => r.Now != r.Before).Select(r => $"{r.Name} becomes {r.Now}; it was {r.Before}.");
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Mode(ApplyRules apply) => apply.IsAutomatic ? "automatic" : "approval";

    private static string Asks(ApplyRules apply) => apply.Asks.Count == 0 ? "nothing more" : Texts.Clip(string.Join(", ", apply.Asks.Order(StringComparer.Ordinal)), 500);

    private static string Only(ApplyRules apply) => apply.OnlyAdditions ? "additions" : "all";

    private static List<string> Administrators(AccessModel model, DateTimeOffset time) =>
        [.. Plans.Desired.Of(model, time).Where(d => d.Grant is { Kind: GrantKinds.Level, Right: "administer" }).Select(d => d.Person).Distinct()];
}
