using Steward.Cli.Git;
using Steward.Kernel;

namespace Steward.Cli.Running;

/// <summary>A clean checkout of one commit in a temporary folder: none of what lies around in the working copy. Removed when disposed.</summary>
internal sealed class Checkout : IAsyncDisposable
{
    private readonly WorkingCopy _of;

    private Checkout(WorkingCopy of, string folder) => (_of, Folder) = (of, folder);

    public string Folder { get; }

    /// <summary>Makes it. Invalid, with what git says, when it cannot be made.</summary>
    public static async Task<Checkout> OfAsync(WorkingCopy copy, CommitSha commit, CancellationToken cancellation)
    {
        var checkout = new Checkout(copy, Directory.CreateTempSubdirectory("steward-tests-").FullName);
        try
        {
            // Not cancelled half-way: git would still write while the folder is removed. Hooks are not wanted: nobody works here.
            await copy.DoAsync("-c", "core.hooksPath=/dev/null", "worktree", "add", "--quiet", "--force", "--detach", checkout.Folder, $"{commit}");
            cancellation.ThrowIfCancellationRequested();
            if (File.Exists(Path.Combine(checkout.Folder, ".gitmodules")))
                await new WorkingCopy(checkout.Folder).DoAsync("submodule", "--quiet", "update", "--init", "--recursive");
            return checkout;
        }
        catch
        {
            await checkout.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _of.GitAsync(CancellationToken.None, "worktree", "remove", "--force", "--force", Folder);
        if (!Directory.Exists(Folder)) return;
        try
        {
            Directory.Delete(Folder, recursive: true);
        }
        finally
        {
            await _of.GitAsync(CancellationToken.None, "worktree", "prune");
        }
    }
}
