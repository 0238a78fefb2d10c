using Steward.Policy;

namespace Steward.Stages.Release.Code;

/// <summary>Which processors, and which files, are asked less for.</summary>
/// <param name="registry">The processors there are: those of files are asked for where a policy names none.</param>
public sealed class CodeWeakening(StageRegistry registry) : PolicyWeakening(CodePolicy.Section.Path)
{
    /// <inheritdoc/>
    public override IEnumerable<RuleChange> Of(Policy.Policy before, Policy.Policy now)
    {
        var (was, current, asked) = (before.Get(CodePolicy.Section), now.Get(CodePolicy.Section), Demands(now).ToList());
        foreach (var demand in Demands(before))
        {
            if (asked.Find(d => d.Processor == demand.Processor) is not { } still) yield return Changed(demand.Processor, "asked for", "not asked for");
            else foreach (var change in OfDemand(demand, still)) yield return change;
        }

        foreach (var change in Grown("generated", was.Generated.Patterns, current.Generated.Patterns)) yield return change;
        foreach (var change in Grown("vendored", was.Vendored.Patterns, current.Vendored.Patterns)) yield return change;
    }

    private IEnumerable<CodeDemand> Demands(Policy.Policy policy) => policy.Get(CodePolicy.Section).Demands is { Count: > 0 } named
        ? named
        : registry.Processors.Where(p => p.IsAskedFor(policy)).Select(p => new CodeDemand(p.Name, PathSet.AllUnless([]), new PathSet([])));

    private IEnumerable<RuleChange> OfDemand(CodeDemand was, CodeDemand still)
    {
        // Which of two patterns is wider is not worked out: other patterns may leave files out, so somebody looks at them.
        if (!still.Paths.IsAll && !was.Paths.Patterns.All(p => still.Paths.Patterns.Contains(p))) yield return Changed($"{was.Processor}/paths", Texts(was.Paths), Texts(still.Paths));
        foreach (var change in Grown($"{was.Processor}/except", was.Except.Patterns, still.Except.Patterns)) yield return change;
    }

    private static string Texts(PathSet paths) => paths.IsAll ? "every file" : string.Join(", ", paths.Patterns);
}
