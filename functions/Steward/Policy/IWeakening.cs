using Steward.Kernel;

namespace Steward.Policy;

/// <summary>
/// What a capability says of its own part of two policies: where the later one asks for less. Each hands in its own, so that whoever holds policies against each other
/// knows no capability.
/// </summary>
/// <remarks>Asking for more is nothing to tell. Where it is not known which of two asks for less, it is told: somebody has to look at it.</remarks>
public interface IWeakening
{
    /// <summary>Where less is asked for. Errors as for the repository, for those that read files of it.</summary>
    Task<IReadOnlyList<RuleChange>> FindAsync(PolicyAt before, PolicyAt now, CancellationToken cancellation);
}

/// <summary>A policy, and the commit at which it stands.</summary>
/// <param name="Change">The product and the commit.</param>
/// <param name="Policy">The policy.</param>
public sealed record PolicyAt(ChangeId Change, Policy Policy);

/// <summary>Something that a policy asks less for than another one.</summary>
/// <param name="Key">The key of the policy: <c>release.approvals</c>.</param>
/// <param name="What">The key below it, or what it is about; empty: all of it.</param>
/// <param name="Was">What it was, for people.</param>
/// <param name="Is">What it is, for people.</param>
public sealed record RuleChange(string Key, string What, string Was, string Is);
