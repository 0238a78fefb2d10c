using Steward.Kernel;
using Steward.Policy;

namespace Steward.Gates;

/// <summary>Judges the policy itself: without a valid one nothing is let through.</summary>
internal static class PolicyCriterion
{
    private const string Name = "policy";

    public static VerdictNode Judge(GateFacts facts) => facts.Policy.State switch
    {
        PolicyState.Valid => new VerdictNode(Name, Verdict.Pass, $"{Policy.Policy.FileName} is valid."),
        PolicyState.Missing => new VerdictNode(
            Name, Verdict.Missing, $"There is no {Policy.Policy.FileName} at this commit; 'steward policy init' proposes one. Defaults let nothing through silently."),
        _ => new VerdictNode(Name, Verdict.Error, InvalidReason(facts.PolicyProblems)),
    };

    private static string InvalidReason(IReadOnlyList<PolicyProblem> problems)
    {
        if (problems.Count == 0) return $"{Policy.Policy.FileName} is not valid; 'steward policy check' says why.";
        var first = problems[0];
        var where = first.Path.Length > 0 ? $"{first.Path}: " : "";
        return $"{Policy.Policy.FileName} has {Texts.Count(problems.Count, "problem")}; the first, at {first.Line}:{first.Column}: {where}{Texts.Clip(first.Message, 300)}";
    }
}
