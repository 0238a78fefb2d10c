using Steward.Kernel;
using Steward.Vault.Sources.Git;
using Steward.Vault.Sources.Programs;

namespace Steward.Vault.Sources.Workplaces.Work;

/// <summary>Finds what a repository holds that its remotes do not: unpushed commits, stashes, the index, the work tree with untracked files.</summary>
/// <param name="tree">The work tree.</param>
/// <param name="withSecrets">Whether private keys among untracked files are kept.</param>
internal sealed class WorkCapture(string tree, bool withSecrets)
{
    // Data sets belong into a backup of their folder, where they are cut and compressed once.
    private const long MaxUntracked = 100L << 20;
    private readonly List<string> _leftOut = [];

    /// <summary>Writes the bundle, where there is anything to keep, and says what it holds.</summary>
    /// <param name="name">How the repository is named.</param>
    /// <param name="bundle">Where the bundle goes.</param>
    /// <param name="scratch">A folder for what is needed meanwhile.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<WorkState> RunAsync(string name, string bundle, string scratch, CancellationToken cancellation)
    {
        var folders = (await GitProgram.RunAsync(tree, "looking at a repository", cancellation, "rev-parse", "--path-format=absolute", "--git-dir", "--git-common-dir", "--show-object-format")).Lines;
        var (own, common) = (folders[0], folders[1]);
        var git = await WorkGit.CreateAsync(Path.Combine(scratch, "work.git"), Path.Combine(common, "objects"), tree, folders[2], cancellation);
        var state = await StateAsync(name, cancellation);
        await CopyIndexAsync(own, common, git, cancellation);
        var staged = await StagedAsync(git, state.Head, cancellation);
        var work = await WorkAsync(git, staged ?? state.Head, cancellation);
        await RefsAsync(git, state, staged, work, cancellation);
        var hasBundle = await BundleAsync(git, bundle, cancellation);
        return state with { Staged = staged, Work = work, HasBundle = hasBundle, LeftOut = _leftOut };
    }

    private async Task<WorkState> StateAsync(string name, CancellationToken cancellation)
    {
        var head = await ProgramRun.EndAsync(GitProgram.Start(tree, null, "rev-parse", "--verify", "--quiet", "HEAD^{commit}"), cancellation);
        var branch = await ProgramRun.EndAsync(GitProgram.Start(tree, null, "symbolic-ref", "--quiet", "--short", "HEAD"), cancellation);
        var remotes = await ProgramRun.EndAsync(GitProgram.Start(tree, null, "config", "--get-regexp", @"^remote\..*\.url$"), cancellation);
        var heads = await GitProgram.RunAsync(tree, "listing the branches", cancellation, "for-each-ref", "--format=%(objectname) %(refname:lstrip=2)", "refs/heads");
        var stashes = await ProgramRun.EndAsync(GitProgram.Start(tree, null, "rev-parse", "--verify", "--quiet", "refs/stash"), cancellation);
        return new WorkState
        {
            Path = name,
            Branch = branch.Code == 0 ? branch.Text : null,
            Head = head.Code == 0 ? head.Text : null,
            Remotes = Pairs(remotes.Lines).ToDictionary(p => p.First["remote.".Length..^".url".Length], p => RemoteAddress.WithoutSecrets(p.Second)),
            Branches = Pairs(heads.Lines).ToDictionary(p => p.Second, p => p.First),
            Stashes = stashes.Code == 0 ? (await GitProgram.RunAsync(tree, "listing the stashes", cancellation, "stash", "list", "--format=%H")).Lines : [],
        };
    }

    private static IEnumerable<(string First, string Second)> Pairs(IEnumerable<string> lines) =>
        lines.Select(l => l.Split(' ', 2)).Where(p => p.Length == 2).Select(p => (p[0], p[1])).DistinctBy(p => p.Item1 + p.Item2);

    private static async Task CopyIndexAsync(string own, string common, WorkGit git, CancellationToken cancellation)
    {
        // An index may be split in two files.
        foreach (var file in Directory.EnumerateFiles(own).Where(f => Path.GetFileName(f) is "index" || Path.GetFileName(f).StartsWith("sharedindex.", StringComparison.Ordinal)))
            File.Copy(file, Path.Combine(git.Folder, Path.GetFileName(file)));
        // Where the history of a shallow clone ends.
        if (File.Exists(Path.Combine(common, "shallow"))) File.Copy(Path.Combine(common, "shallow"), Path.Combine(git.Folder, "shallow"));
        var exclude = Path.Combine(common, "info", "exclude");
        if (File.Exists(exclude)) await File.WriteAllTextAsync(Path.Combine(git.Folder, "info", "exclude"), await File.ReadAllTextAsync(exclude, cancellation) + "\n", cancellation);
    }

    private async Task<string?> StagedAsync(WorkGit git, string? head, CancellationToken cancellation)
    {
        var written = await git.TryAsync(cancellation, "write-tree");
        if (written.Code == 0) return await CommitAsync(git, written.Text, head, "staged", cancellation);
        _leftOut.Add($"The index, which has unmerged files: {Texts.Clip(written.Last, 200)}. The files are kept as they lie there.");
        return null;
    }

    private async Task<string> WorkAsync(WorkGit git, string? parent, CancellationToken cancellation)
    {
        var untracked = await git.RunAsync("listing untracked files", cancellation, "ls-files", "--others", "--exclude-standard", "-z");
        var without = untracked.Text.Split('\0', StringSplitOptions.RemoveEmptyEntries).Where(IsLeftOut).ToList();
        if (without.Count > 0) await File.AppendAllLinesAsync(Path.Combine(git.Folder, "info", "exclude"), without.Select(Pattern), cancellation);
        var added = await git.TryAsync(cancellation, "add", "--all", "--ignore-errors");
        if (added.Code != 0) _leftOut.Add($"What git could not read: {Texts.Clip(added.Last, 300)}");
        var tree1 = await git.RunAsync("keeping the work tree", cancellation, "write-tree");
        return await CommitAsync(git, tree1.Text, parent, "work", cancellation);
    }

    private bool IsLeftOut(string path)
    {
        var file = new FileInfo(Path.Combine(tree, path));
        if (!file.Exists || file.LinkTarget is not null) return false;
        if (file.Length > MaxUntracked) _leftOut.Add($"{path}: {file.Length >> 20} MiB are more than {MaxUntracked >> 20} MiB; back up its folder.");
        else if (!withSecrets && PrivateKeys.IsIn(file.FullName)) _leftOut.Add($"{path}: a private key.");
        else return false;
        return true;
    }

    // A line of .gitignore that means this very file.
    private static string Pattern(string path) => "/" + string.Concat(path.Select(c => c is '*' or '?' or '[' or '\\' or ' ' ? $"\\{c}" : $"{c}"));

    private static async Task<string> CommitAsync(WorkGit git, string tree, string? parent, string what, CancellationToken cancellation)
    {
        string[] arguments = parent is null ? ["commit-tree", tree, "-m", what] : ["commit-tree", tree, "-p", parent, "-m", what];
        return (await git.RunAsync("keeping the work", cancellation, arguments)).Text;
    }

    private async Task RefsAsync(WorkGit git, WorkState state, string? staged, string work, CancellationToken cancellation)
    {
        var tags = await GitProgram.RunAsync(tree, "listing the tags", cancellation, "for-each-ref", "--format=%(objectname) %(refname)", "refs/tags");
        var lines = state.Branches.Select(b => $"create refs/heads/{b.Key} {b.Value}")
            .Concat(Pairs(tags.Lines).Select(t => $"create {t.Second} {t.First}"))
            .Concat(state.Stashes.Select((s, i) => $"create refs/steward/stash/{i:D4} {s}"))
            .Append($"create refs/steward/work {work}");
        if (staged is not null) lines = lines.Append($"create refs/steward/staged {staged}");
        if (state.Head is { } head) lines = lines.Append($"create refs/steward/head {head}");
        await git.RunAsync("keeping the refs", string.Join('\n', lines) + "\n", cancellation, "update-ref", "--stdin");
    }

    private async Task<bool> BundleAsync(WorkGit git, string bundle, CancellationToken cancellation)
    {
        var known = await GitProgram.RunAsync(tree, "listing what the remotes have", cancellation, "for-each-ref", "--format=^%(objectname)", "refs/remotes");
        var isClean = known.Lines.Length > 0 && await IsKnownAsync(git, known.Text, cancellation);
        if (isClean) return false;
        await git.RunAsync("bundling the work", known.Text + "\n", cancellation, "bundle", "create", "--quiet", bundle, "--all", "--stdin");
        return true;
    }

    // Everything but the two commits that we have made is at the remotes, and those two have the tree of HEAD.
    private static async Task<bool> IsKnownAsync(WorkGit git, string known, CancellationToken cancellation)
    {
        var head = await git.TryAsync(cancellation, "rev-parse", "--verify", "--quiet", "refs/steward/head");
        if (head.Code != 0) return false;
        var unpushed = await git.RunAsync("looking for unpushed commits", known + "\n", cancellation, "rev-list", "--max-count=1", "--branches", "--tags", "--glob=refs/steward/stash/*", "refs/steward/head", "--stdin");
        if (unpushed.Text.Length > 0) return false;
        var trees = await git.TryAsync(cancellation, "rev-parse", "refs/steward/head^{tree}", "refs/steward/staged^{tree}", "refs/steward/work^{tree}");
        return trees.Code == 0 && trees.Lines.Distinct(StringComparer.Ordinal).Count() == 1;
    }
}
