using Steward.Kernel;
using Steward.Vault.Sources.Git;
using Steward.Vault.Sources.Programs;

namespace Steward.Vault.Sources.Workplaces.Work;

/// <summary>Brings work back into a clone: branches, stashes, the index, the work tree with its untracked files. Nothing that is there is lost: it refuses a tree that is not clean.</summary>
/// <param name="state">What was kept.</param>
/// <param name="bundle">The bundle.</param>
/// <param name="target">The work tree, cloned before where the repository has a remote; made where it does not exist.</param>
public sealed class WorkReturn(WorkState state, string bundle, string target)
{
    private const string Back = "refs/steward/back";

    /// <summary>Brings it back, and says what could not be, one sentence each. Conflict when the target has work of its own; Invalid when commits of the remotes are missing.</summary>
    public async Task<IReadOnlyList<string>> RunAsync(CancellationToken cancellation)
    {
        if (!Directory.Exists(Path.Combine(target, ".git"))) await BeginAsync(cancellation);
        var status = await GitProgram.RunAsync(target, "looking at the target", cancellation, "status", "--porcelain");
        if (status.Text.Length > 0) throw new StewardException(FailureKind.Conflict, $"'{target}' has uncommitted work of its own: {Texts.Some(status.Lines)}. Commit it, or choose an empty folder.");
        if (state.HasBundle) await FetchAsync(cancellation);
        var told = await BranchesAsync(cancellation);
        await StashesAsync(cancellation);
        if (state.Work is not null) await WorkTreeAsync(cancellation);
        return [.. told, .. state.LeftOut];
    }

    private async Task BeginAsync(CancellationToken cancellation)
    {
        Directory.CreateDirectory(target);
        if (Directory.EnumerateFileSystemEntries(target).Any()) throw new StewardException(FailureKind.Conflict, $"'{target}' is no git repository and not empty. Choose an empty folder.");
        if (state.Remotes.Count == 0)
        {
            var format = state.Head is { Length: 64 } ? "sha256" : "sha1";
            await GitProgram.RunAsync(target, "making a repository", cancellation, "init", "--quiet", $"--object-format={format}");
            return;
        }

        var (name, url) = state.Remotes.OrderByDescending(r => r.Key == "origin").First();
        await GitProgram.RunAsync(target, $"the clone of {Texts.Clip(url, 200)}", cancellation, "clone", "--quiet", "--no-checkout", "--origin", name, "--", url, ".");
        await GitProgram.RunAsync(target, "the checkout", cancellation, "reset", "--quiet", "--hard");
    }

    private async Task FetchAsync(CancellationToken cancellation)
    {
        var fetch = GitProgram.Start(target, null, "fetch", "--quiet", "--no-tags", "--no-write-fetch-head", Path.GetFullPath(bundle), $"+refs/heads/*:{Back}/heads/*", $"+refs/tags/*:{Back}/tags/*", $"+refs/steward/*:{Back}/*");
        var end = await ProgramRun.EndAsync(fetch, cancellation);
        if (end.Code == 0) return;
        var remotes = string.Join(", ", state.Remotes.Values);
        throw StewardException.Invalid($"The work cannot be put into '{target}': {end.Last}. It is based on commits of {(remotes.Length > 0 ? remotes : "a remote")}: fetch them first.");
    }

    private async Task<List<string>> BranchesAsync(CancellationToken cancellation)
    {
        var told = new List<string>();
        if ((await TryAsync(cancellation, "rev-parse", "--verify", "--quiet", "HEAD^{commit}")).Code == 0) await RunAsync(cancellation, "checkout", "--quiet", "--detach");
        foreach (var (branch, commit) in state.Branches)
        {
            var there = await TryAsync(cancellation, "rev-parse", "--verify", "--quiet", $"refs/heads/{branch}");
            var isAhead = there.Code == 0 && there.Text != commit && (await TryAsync(cancellation, "merge-base", "--is-ancestor", there.Text, commit)).Code != 0;
            if (isAhead) told.Add($"Branch '{branch}' has commits here that were not in the backup: it stays; what was kept is {Back}/heads/{branch}.");
            else await RunAsync(cancellation, "update-ref", $"refs/heads/{branch}", commit);
        }

        if (state.Head is null)
        {
            if (state.Branch is not null) await RunAsync(cancellation, "symbolic-ref", "HEAD", $"refs/heads/{state.Branch}");
            return told;
        }

        var isOnBranch = state.Branch is not null && (await TryAsync(cancellation, "rev-parse", "--verify", "--quiet", $"refs/heads/{state.Branch}")).Text == state.Head;
        string[] checkout = isOnBranch ? ["checkout", "--quiet", "--force", state.Branch!, "--"] : ["checkout", "--quiet", "--force", "--detach", state.Head];
        await RunAsync(cancellation, checkout);
        return told;
    }

    private async Task StashesAsync(CancellationToken cancellation)
    {
        foreach (var stash in state.Stashes.Reverse())
        {
            var message = await RunAsync(cancellation, "show", "--no-patch", "--format=%s", stash);
            await RunAsync(cancellation, "stash", "store", "--message", message.Text, stash);
        }
    }

    private async Task WorkTreeAsync(CancellationToken cancellation)
    {
        if (!state.HasBundle) return;
        using var scratch = new Databases.TemporaryFolder();
        var folders = (await RunAsync(cancellation, "rev-parse", "--path-format=absolute", "--git-common-dir", "--show-object-format")).Lines;
        var git = await WorkGit.CreateAsync(scratch.PathOf("work.git"), Path.Combine(folders[0], "objects"), target, folders[1], cancellation);
        await RemoveAsync(git, cancellation);
        await git.RunAsync("reading the work", cancellation, "read-tree", state.Work!);
        await git.RunAsync("writing the work", cancellation, "checkout-index", "--all", "--force");
        // The index as it was; without one, that of the commit.
        if ((state.Staged ?? state.Head) is { } index) await RunAsync(cancellation, "read-tree", index);
        await TryAsync(cancellation, "update-index", "-q", "--refresh");
    }

    // What was deleted in the work tree and not committed.
    private async Task RemoveAsync(WorkGit git, CancellationToken cancellation)
    {
        if (state.Head is null) return;
        var gone = await git.RunAsync("looking for deleted files", cancellation, "diff-tree", "-r", "-z", "--name-only", "--no-renames", "--diff-filter=D", state.Head, state.Work!);
        foreach (var path in gone.Text.Split('\0', StringSplitOptions.RemoveEmptyEntries)) File.Delete(Path.Combine(target, path));
    }

    private Task<ProgramEnd> RunAsync(CancellationToken cancellation, params string[] arguments) => GitProgram.RunAsync(target, "bringing work back", cancellation, arguments);

    private Task<ProgramEnd> TryAsync(CancellationToken cancellation, params string[] arguments) => ProgramRun.EndAsync(GitProgram.Start(target, null, arguments), cancellation);
}
