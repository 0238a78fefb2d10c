using System.Collections.Concurrent;
using Steward.Changes;
using Steward.Kernel;
using Steward.Products;
using Steward.Stages.Testing.History;

namespace Steward.Stages.Testing.Expectations;

/// <summary>Tells which runs were of the default branch; each commit is asked for once.</summary>
/// <param name="product">The product.</param>
/// <param name="changes">Knows the branch of a commit.</param>
internal sealed class BranchesOfRuns(Product product, IChangeStore changes)
{
    private const int MaxAsked = 200;
    private readonly ConcurrentDictionary<CommitSha, string> _known = [];

    /// <summary>Whether a run was of the default branch. Beyond 200 commits that have to be asked for it is taken to be: then tests gate sooner, not later.</summary>
    public async Task<bool> IsDefaultAsync(TestRun run, CancellationToken cancellation)
    {
        if (run.Branch is { } branch) return DefaultBranch.IsDefault(product, branch);
        if (_known.TryGetValue(run.Commit, out var known)) return DefaultBranch.IsDefault(product, known);
        if (_known.Count >= MaxAsked) return true;
        var found = (await changes.GetAsync(new ChangeId(product.Id, run.Commit), cancellation))?.Ref ?? "";
        _known[run.Commit] = found;
        return DefaultBranch.IsDefault(product, found);
    }
}
