namespace Steward.Stages.Release.Rules;

/// <summary>Something that the policy asks less for than at the release before.</summary>
/// <param name="Key">The key of the policy: <c>release.approvals</c>.</param>
/// <param name="What">The key below it, or what it is about; empty: all of it.</param>
/// <param name="Was">What it was, for people.</param>
/// <param name="Is">What it is, for people.</param>
public sealed record RuleChange(string Key, string What, string Was, string Is);

/// <summary>The payload of <see cref="Kind"/>.</summary>
/// <param name="Changes">What is asked less for.</param>
public sealed record RulesCompared(IReadOnlyList<RuleChange> Changes)
{
    /// <summary>The kind of evidence, about a commit; details: <c>base</c>, the commit of the release before.</summary>
    public const string Kind = "rules.compared";
}
