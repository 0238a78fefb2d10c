using Steward.Policy;

namespace Steward.Stages.Release.Rules;

/// <summary>The payload of <see cref="Kind"/>.</summary>
/// <param name="Changes">What is asked less for.</param>
public sealed record RulesCompared(IReadOnlyList<RuleChange> Changes)
{
    /// <summary>The kind of evidence, about a commit; details: <c>base</c>, the commit of the release before.</summary>
    public const string Kind = "rules.compared";
}
