using Steward.Kernel;


namespace Steward.Gates;

/// <summary>
/// The gate for changes: a pure function of criteria and facts. The root is "change"; below it stand "policy" and the five stages, each with
/// its criteria. It fails closed: what throws is Error, a node is never better than what it is made of, and waivers cover Missing and Fail only.
/// </summary>
public static class Gate
{
    /// <summary>The name of the root.</summary>
    public const string Root = "change";

    /// <summary>Judges a change, or what else the root is named after. Never throws on account of a criterion.</summary>
    public static VerdictNode Judge(IEnumerable<ICriterion> criteria, GateFacts facts, string root = Root)
    {
        var byStage = criteria.ToLookup(c => c.Stage);
        var gate = new StageGate(facts, facts.Policy.Get(GatePolicy.Section), Waivers.Of(facts));
        return VerdictNode.All(root, Enum.GetValues<Stage>().Select(s => gate.Judge(s, [.. byStage[s]])).Prepend(gate.JudgePolicy()));
    }

    /// <summary>A stage's name in trees, policies and waivers: lower case.</summary>
    public static string NameOf(Stage stage) => stage.ToString().ToLowerInvariant();
}
