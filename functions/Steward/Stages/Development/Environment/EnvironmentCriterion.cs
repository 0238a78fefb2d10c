using System.Text.Json.Nodes;
using Steward.Gates;
using Steward.Kernel;
using Steward.Ledger;

namespace Steward.Stages.Development.Environment;

/// <summary>The environment is declared, and the machines that reported are as it says, or their drift is named.</summary>
public sealed class EnvironmentCriterion : ICriterion
{
    /// <inheritdoc/>
    public Stage Stage => Stage.Development;

    /// <inheritdoc/>
    public string Name => "environment";

    /// <inheritdoc/>
    public VerdictNode Judge(GateFacts facts)
    {
        var policy = facts.Policy.Get(EnvironmentPolicy.Section);
        if (policy.Wanted.Count == 0)
            return Node(Verdict.Missing, "No environment is declared: name the tools that every machine must have in steward.yaml, under development.environment.tools (for instance node: \">=20\").");
        if (facts.Latest(DeclareEnvironment.Kind)?.Details?["fingerprint"]?.GetValue<string>() != policy.Fingerprint)
            return Node(Verdict.Missing, "The declared environment was not recorded for this commit.");
        var machines = NewestByMachine(facts, policy.Fingerprint);
        var declared = $"{Texts.Count(policy.Wanted.Count, "version")} declared (fingerprint {policy.Fingerprint[..10]})";
        if (machines.Count == 0)
            return Node(policy.DriftBlocks ? Verdict.Missing : Verdict.Pass, $"{declared}; no machine has reported yet: steward env check --upload.");
        var drifted = machines.Where(m => m.Outcome != EvidenceOutcome.Pass).Select(Describe).ToList();
        return drifted.Count == 0
            ? Node(Verdict.Pass, $"{declared}; {Texts.Count(machines.Count, "machine")} in sync.")
            : Node(policy.DriftBlocks ? Verdict.Fail : Verdict.Pass, $"{declared}; drift on {drifted.Count} of {Texts.Count(machines.Count, "machine")}: {Texts.Some(drifted)}.");
    }

    private static List<Evidence> NewestByMachine(GateFacts facts, string fingerprint) =>
        [.. facts.About(Subject.Product(facts.Product))
            .Where(e => e.Kind == MachineReports.Kind && e.Details?["fingerprint"]?.GetValue<string>() == fingerprint)
            .GroupBy(e => e.Details?["machine"]?.GetValue<string>() ?? "?", StringComparer.Ordinal)
            .Select(g => g.Last())];

    private static string Describe(Evidence report)
    {
        var items = (report.Details?["drifted"] as JsonArray)?.Select(i => i?.GetValue<string>() ?? "").ToList() ?? [];
        return $"{report.Details?["machine"]} ({Texts.Some(items)})";
    }

    private VerdictNode Node(Verdict verdict, string reason) => new(Name, verdict, reason);
}
