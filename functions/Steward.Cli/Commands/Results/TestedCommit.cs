using Steward.Cli.Git;
using Steward.Kernel;

namespace Steward.Cli.Commands.Results;

/// <summary>Finds the commit that results are about. Results must never claim a commit that was not tested.</summary>
/// <param name="services">The folder that the user stands in.</param>
/// <param name="allowDirty">Whether files may differ from the commit.</param>
internal sealed class TestedCommit(CliServices services, bool allowDirty)
{
    /// <summary>What the user named, and the commit and product of the repository around the folder for the rest.</summary>
    public async Task<ChangeId> FindAsync(string? product, string? commit, CancellationToken cancellation)
    {
        var named = commit is null ? (CommitSha?)null : CommitSha.Parse(commit);
        if (product is not null && named is { } sha) return new ChangeId(ProductId.Parse(product), sha);
        var copy = await WorkingCopy.FindAsync(services.Folder, cancellation);
        return new ChangeId(
            product is null ? await copy.ProductAsync(cancellation) : ProductId.Parse(product),
            named ?? await CheckedOutAsync(copy, cancellation));
    }

    private async Task<CommitSha> CheckedOutAsync(WorkingCopy copy, CancellationToken cancellation)
    {
        var head = await copy.HeadAsync(cancellation);
        if (allowDirty || await copy.IsCleanAsync(_ => false, cancellation)) return head;
        throw StewardException.Invalid(
            $"The files in {copy.Root} differ from the commit {head.Abbreviated}, so it is not what was tested. Commit (and ignore reports and build output), "
            + "name the tested commit with --commit, or insist with --allow-dirty.");
    }
}
