using System.Collections.Concurrent;
using Steward.Changes;
using Steward.Kernel;
using Steward.Products;

namespace Steward.Stages.Testing.History;

/// <summary>Tells which runs were of the default branch.</summary>
/// <param name="changes">The changes.</param>
public sealed class DefaultBranch(IChangeStore changes)
{
    private const int MaxAsked = 50;
    private const int MaxChanges = 2_000;
    private const int AtOnce = 8;

    /// <summary>The results of the default branch, newest first. Of results that came before their push, the newest 50 commits are asked for.</summary>
    public async Task<IReadOnlyList<TimelineEntry>> OfAsync(Product product, IReadOnlyList<TimelineEntry> entries, CancellationToken cancellation)
    {
        var unknown = entries.Where(e => e.Run.Branch is null).Select(e => e.Run.Commit).Distinct().Take(MaxAsked);
        var found = new ConcurrentDictionary<CommitSha, string?>();
        var options = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation };
        await Parallel.ForEachAsync(unknown, options, async (commit, stop) => found[commit] = (await changes.GetAsync(new ChangeId(product.Id, commit), stop))?.Ref);
        return [.. entries.Where(e => IsDefault(product, e.Run.Branch ?? found.GetValueOrDefault(e.Run.Commit)))];
    }

    /// <summary>Whether a branch is the product's default branch.</summary>
    public static bool IsDefault(Product product, string? branch) => branch == RefOf(product);

    /// <summary>The product's default branch as pushes name it.</summary>
    public static string RefOf(Product product) => $"refs/heads/{product.DefaultBranch}";

    /// <summary>The commits that were pushed, newest first, back to one of them; the newest 2,000 at most.</summary>
    public async Task<IReadOnlyList<CommitSha>> BackToAsync(Product product, CommitSha last, CancellationToken cancellation)
    {
        var commits = new List<CommitSha>();
        await foreach (var change in changes.ListAsync(product.Id, cancellation))
        {
            if (IsDefault(product, change.Ref)) commits.Add(change.Id.Commit);
            if (change.Id.Commit == last || commits.Count == MaxChanges) break;
        }

        return commits;
    }
}
