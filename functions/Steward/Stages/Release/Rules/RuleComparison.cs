using System.Globalization;
using Steward.Stages.Release.Approvals;
using Steward.Stages.Release.Code;
using Steward.Stages.Release.Instructions;

namespace Steward.Stages.Release.Rules;

/// <summary>Says what a policy asks of releases less than another one. A pure function; asking for more is nothing to tell.</summary>
/// <param name="byDefault">The processors that a policy asks for where it names none.</param>
public sealed class RuleComparison(Func<Policy.Policy, IEnumerable<string>> byDefault)
{
    private const string Code = "release.code";
    private const string Approvals = "release.approvals";
    private const string Instructions = "release.instructions";

    /// <summary>The differences.</summary>
    public IReadOnlyList<RuleChange> Of(Policy.Policy before, Policy.Policy now) =>
        [.. OfCode(before, now), .. OfApprovals(before, now), .. OfInstructions(before, now)];

    private IEnumerable<RuleChange> OfCode(Policy.Policy policyBefore, Policy.Policy policyNow)
    {
        var (before, now, asked) = (policyBefore.Get(CodePolicy.Section), policyNow.Get(CodePolicy.Section), Demands(policyNow).ToList());
        foreach (var was in Demands(policyBefore))
        {
            if (asked.Find(d => d.Processor == was.Processor) is not { } still) yield return new RuleChange(Code, was.Processor, "asked for", "not asked for");
            else foreach (var change in OfDemand(was, still)) yield return change;
        }

        foreach (var change in More("generated", before.Generated, now.Generated).Concat(More("vendored", before.Vendored, now.Vendored))) yield return change;
    }

    private IEnumerable<CodeDemand> Demands(Policy.Policy policy) =>
        policy.Get(CodePolicy.Section).Demands is { Count: > 0 } named ? named : byDefault(policy).Select(name => new CodeDemand(name, PathSet.AllUnless([]), new PathSet([])));

    private static IEnumerable<RuleChange> OfDemand(CodeDemand was, CodeDemand still)
    {
        // Which of two patterns is wider is not worked out: other patterns may leave files out, so somebody looks at them.
        if (!still.Paths.IsAll && !was.Paths.Patterns.All(p => still.Paths.Patterns.Contains(p)))
            yield return new RuleChange(Code, $"{was.Processor}/paths", Texts(was.Paths), Texts(still.Paths));
        foreach (var change in More($"{was.Processor}/except", was.Except, still.Except)) yield return change;
    }

    private static IEnumerable<RuleChange> More(string what, PathSet before, PathSet now) =>
        now.Patterns.Except(before.Patterns, StringComparer.Ordinal).Select(p => new RuleChange(Code, what, $"without {p}", "with it"));

    private static IEnumerable<RuleChange> OfApprovals(Policy.Policy before, Policy.Policy now)
    {
        if (!before.Has(ApprovalsPolicy.Section)) yield break;
        var (was, current) = (before.Get(ApprovalsPolicy.Section), now.Get(ApprovalsPolicy.Section));
        if (!now.Has(ApprovalsPolicy.Section))
        {
            yield return new RuleChange(Approvals, "", $"{Say(was.Count)} of them", "none");
            yield break;
        }

        if (current.Count < was.Count) yield return new RuleChange(Approvals, "count", Say(was.Count), Say(current.Count));
        if (current.Level < was.Level) yield return new RuleChange(Approvals, "level", $"{was.Level}", $"{current.Level}");
        if (current.Expire > was.Expire) yield return new RuleChange(Approvals, "expire", $"{was.Expire.TotalDays:0.#} days", $"{current.Expire.TotalDays:0.#} days");
        if (current.Author && !was.Author) yield return new RuleChange(Approvals, "author", "false", "true");
    }

    private static IEnumerable<RuleChange> OfInstructions(Policy.Policy before, Policy.Policy now)
    {
        if (!before.Has(InstructionsPolicy.Section)) yield break;
        var was = before.Get(InstructionsPolicy.Section).File;
        if (!now.Has(InstructionsPolicy.Section)) yield return new RuleChange(Instructions, "", was, "none");
        else if (now.Get(InstructionsPolicy.Section).File is var file && file != was) yield return new RuleChange(Instructions, "file", was, file);
    }

    private static string Texts(PathSet paths) => paths.IsAll ? "every file" : string.Join(", ", paths.Patterns);

    private static string Say(int number) => number.ToString(CultureInfo.InvariantCulture);
}
