using Steward.Kernel;
using Steward.Source;

namespace Steward.Web.Access;

/// <summary>
/// Finds the head of a pull request from the merge that GitHub makes of it to test it: its second parent. The first is the base, about which a job of a pull request
/// has nothing to say.
/// </summary>
/// <param name="sources">Where code is read.</param>
internal sealed class MergedHeads(ISourceCatalog sources)
{
    private const int ParentsOfMerge = 2;

    /// <summary>The head; null when the commit is not there or is no merge of two.</summary>
    public async Task<CommitSha?> HeadOfAsync(ProductId product, CommitSha merge, CancellationToken cancellation)
    {
        try
        {
            var source = await sources.OpenAsync(product, cancellation);
            return await source.GetCommitsAsync(CommitSha.None, merge, 1, cancellation) is [{ Parents: { Count: ParentsOfMerge } parents } commit, ..] && commit.Sha == merge
                ? parents[1]
                : null;
        }
        catch (StewardException absent) when (absent.Kind == FailureKind.NotFound)
        {
            return null;
        }
    }
}
