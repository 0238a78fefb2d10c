using Steward.Kernel;
using Steward.Policy;
using Steward.Source;

namespace Steward.Stages.Testing.Expectations;

/// <summary>Two policies to be held against each other.</summary>
/// <param name="Base">The commit of the one before; none when there was no commit before.</param>
/// <param name="Before">The policy before; of state Missing when there was none, Invalid when none could be read.</param>
/// <param name="Now">The policy at the commit.</param>
public sealed record PolicyPair(CommitSha Base, Policy.Policy Before, Policy.Policy Now);

/// <summary>Reads the policy of a change and the one before it, the whole push at once.</summary>
/// <param name="sources">Knows the commits before.</param>
/// <param name="policies">Reads the policies.</param>
public sealed class PoliciesCompared(ISourceCatalog sources, PolicyLoader policies)
{
    /// <summary>So many commits are gone back, along the first parents, to one whose policy can be read.</summary>
    public const int MaxBack = 10;

    private const int MaxCommits = 200;

    /// <summary>The two policies.</summary>
    public async Task<PolicyPair> ReadAsync(StageRequest request, CancellationToken cancellation)
    {
        var (product, commit) = request.Change;
        var now = (await policies.LoadAsync(request.Change, cancellation)).Policy;
        var source = await sources.OpenAsync(product, cancellation);
        var first = request.Before.IsNone ? await ParentAsync(source, commit, cancellation) : request.Before;
        if (first.IsNone) return new PolicyPair(first, Policy.Policy.Missing, now);
        var before = (await policies.LoadAsync(new ChangeId(product, first), cancellation)).Policy;
        var pair = new PolicyPair(first, before, now);
        // A policy that was taken away or broken for a moment must not hide what the one before it asked for.
        return before.State == PolicyState.Invalid || (before.State == PolicyState.Missing && now.State == PolicyState.Valid)
            ? await GoBackAsync(source, product, pair, cancellation)
            : pair;
    }

    private async Task<PolicyPair> GoBackAsync(ISource source, ProductId product, PolicyPair pair, CancellationToken cancellation)
    {
        var parents = (await source.GetCommitsAsync(CommitSha.None, pair.Base, MaxCommits, cancellation)).ToDictionary(c => c.Sha, c => c.Parents);
        var at = pair.Base;
        for (var back = 0; back < MaxBack && parents.TryGetValue(at, out var behind) && behind.Count > 0; back++)
        {
            at = behind[0];
            var policy = (await policies.LoadAsync(new ChangeId(product, at), cancellation)).Policy;
            if (policy.State == PolicyState.Valid) return pair with { Base = at, Before = policy };
        }

        return pair;
    }

    private static async Task<CommitSha> ParentAsync(ISource source, CommitSha commit, CancellationToken cancellation)
    {
        var commits = await source.GetCommitsAsync(CommitSha.None, commit, 1, cancellation);
        return commits.FirstOrDefault(c => c.Sha == commit) is { Parents: [var parent, ..] } ? parent : CommitSha.None;
    }
}
