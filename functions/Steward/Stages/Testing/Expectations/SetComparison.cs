using System.Globalization;
using Steward.Kernel;
using Steward.Stages.Testing.Results;

namespace Steward.Stages.Testing.Expectations;

/// <summary>Compares what two policies ask of the same test set.</summary>
internal static class SetComparison
{
    private const int MaxText = 120;

    /// <summary>The differences.</summary>
    public static IEnumerable<ExpectationChange> Of(TestSet before, TestSet now) => Rules(before, now)
        .Concat(Tests(before, now))
        .Concat(Named(before, now))
        .Select(d => new ExpectationChange(now.Name, d.IsWeaker ? ExpectationFate.Weakened : ExpectationFate.Changed, d.What, d.Was, d.Is));

    /// <summary>A set that is gone.</summary>
    public static ExpectationChange Gone(TestSet before) =>
        new(before.Name, ExpectationFate.Removed, "", $"at least {Texts.Count(before.Minimum, "test")}{(before.Required ? "" : ", not required")}", "");

    private static IEnumerable<Difference> Rules(TestSet before, TestSet now)
    {
        if (now.Minimum < before.Minimum) yield return new(true, "minimum", Say(before.Minimum), Say(now.Minimum));
        if (before.MaxSkipped is { } most && (now.MaxSkipped is null || now.MaxSkipped > most)) yield return new(true, "maxSkipped", Say(most), now.MaxSkipped is { } more ? Say(more) : "any number");
        if (before.Required && !now.Required) yield return new(true, "required", "true", "false");
        if (before.Shards is { } shards && (now.Shards ?? 1) < shards) yield return new(true, "shards", Say(shards), now.Shards is { } fewer ? Say(fewer) : "not said");
    }

    private static IEnumerable<Difference> Tests(TestSet before, TestSet now)
    {
        foreach (var test in before.Tests.Except(now.Tests)) yield return new(true, "tests", $"with {Texts.Clip(test.Text, MaxText)}", "without it");
        if (before.KeepsReleased && !now.KeepsReleased) yield return new(true, "keep", "released", "not said");
        foreach (var removed in now.Removed.ExceptBy(before.Removed.Select(r => r.Test), r => r.Test))
            yield return new(false, "removed", $"without {Texts.Clip(removed.Test.Text, MaxText)}", $"with it ({removed.Reason})");
    }

    private static IEnumerable<Difference> Named(TestSet before, TestSet now)
    {
        (string What, string? Was, string? Is)[] texts =
        [
            ("command", before.Command, now.Command), ("results", before.Results, now.Results), ("workflow", before.Workflow, now.Workflow), ("job", before.Job, now.Job),
        ];
        return texts.Where(t => t.Was != t.Is).Select(t => new Difference(false, t.What, Quote(t.Was), Quote(t.Is)));
    }

    private static string Say(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Quote(string? text) => text is null ? "not said" : $"'{Texts.Clip(text, MaxText)}'";

    private sealed record Difference(bool IsWeaker, string What, string Was, string Is);
}
