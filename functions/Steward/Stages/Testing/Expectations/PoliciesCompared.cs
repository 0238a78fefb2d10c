using Steward.Changes;
using Steward.Gates;
using Steward.Kernel;
using Steward.Policy;
using Steward.Source;

namespace Steward.Stages.Testing.Expectations;

/// <summary>Two policies to be held against each other.</summary>
/// <param name="Base">The commit of the one before; none when there was no commit before.</param>
/// <param name="Before">The policy before; of state Missing when there was none, Invalid when none could be read.</param>
/// <param name="Now">The policy at the commit.</param>
public sealed record PolicyPair(CommitSha Base, Policy.Policy Before, Policy.Policy Now)
{
    /// <summary>Whether the policy before wants what asks for less to be waived; otherwise it is only reported.</summary>
    public bool Blocks => Before.Get(ExpectationsPolicy.Section).Blocks && Before.Get(GatePolicy.Section).Demands("testing", "expectations");
}

/// <summary>Reads the policy of a change, and that of the newest commit behind it which was let through.</summary>
/// <param name="sources">Knows the commits before.</param>
/// <param name="accepted">Knows which of them was let through.</param>
/// <param name="policies">Reads the policies.</param>
public sealed class PoliciesCompared(ISourceCatalog sources, LastLetThrough accepted, PolicyLoader policies)
{
    /// <summary>So many commits are gone back, along the first parents, to one whose policy can be read.</summary>
    public const int MaxBack = 10;

    private const int MaxCommits = 200;

    /// <summary>The two policies.</summary>
    public async Task<PolicyPair> ReadAsync(StageRequest request, CancellationToken cancellation)
    {
        var product = request.Change.Product;
        var now = (await policies.LoadAsync(request.Change, cancellation)).Policy;
        var first = (await accepted.BehindAsync(request.Change, request.Before, cancellation)).Commit;
        if (first.IsNone) return new PolicyPair(first, Policy.Policy.Missing, now);
        var before = (await policies.LoadAsync(new ChangeId(product, first), cancellation)).Policy;
        var pair = new PolicyPair(first, before, now);
        // A policy that was taken away or broken for a moment must not hide what the one before it asked for.
        return before.State == PolicyState.Invalid || (before.State == PolicyState.Missing && now.State == PolicyState.Valid)
            ? await GoBackAsync(await sources.OpenAsync(product, cancellation), product, pair, cancellation)
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
}
