using Steward.Kernel;
using Steward.Source;

namespace Steward.Azure.Git;

/// <summary>A git repository on this machine, read with the <c>git</c> program. Nothing is ever written to it.</summary>
internal sealed class LocalGitSource(GitRunner git, BlobReaders blobs) : ISource
{
    private const int MovedWith = 30;

    /// <inheritdoc/>
    public async Task<CommitSha?> ResolveAsync(string reference, CancellationToken cancellation)
    {
        if (!ReferenceName.IsValid(reference)) return null;
        var candidates = string.Concat(Candidates(reference).Select(c => $"{c}^{{commit}}\n"));
        return await git.RunAsync(
            new GitCommand($"reference '{reference}'", ["cat-file", "--batch-check=%(objectname)"]) { Input = candidates }, FirstFoundAsync, cancellation);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<SourceCommit>> GetCommitsAsync(CommitSha from, CommitSha to, int max, CancellationToken cancellation)
    {
        if (max < 1) throw StewardException.Invalid($"At least 1 commit must be asked for, not {max}.");
        string[] range = from.IsNone ? [$"{to}"] : [$"{to}", $"^{from}"];
        string[] options = ["-z", "--no-show-signature", "--no-mailmap", "--no-color", $"--max-count={max}", CommitReader.Format, "--end-of-options"];
        return git.RunAsync(
            new GitCommand(from.IsNone ? $"commit {to}" : $"range {from}..{to}", ["log", .. options, .. range, "--"]),
            (output, stop) => CommitReader.ReadAsync(output, git.Limits.Entries, stop), cancellation);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ChangedFile>> GetChangesAsync(CommitSha from, CommitSha to, CancellationToken cancellation)
    {
        var what = from.IsNone ? $"commit {to}" : $"pair of commits {from} and {to}";
        string[] trees = ["--end-of-options", from.IsNone ? EmptyTree.Of(to) : $"{from}^{{commit}}", $"{to}^{{commit}}"];
        string[] common = ["diff-tree", "-r", "-M50%", "-l1000", "--no-ext-diff", "--no-textconv", "--ignore-submodules=none", "--no-color", "--full-index"];
        var files = git.RunAsync(
            new GitCommand(what, [.. common, "--raw", "-z", .. trees, "--"]), (output, stop) => RawChangeReader.ReadAsync(output, git.Limits.Entries, stop), cancellation);
        var lines = git.RunAsync(
            new GitCommand(what, [.. common, "-p", "-U0", "--submodule=short", .. trees, "--"]),
            (output, stop) => PatchSectionReader.ReadAsync(output, git.Limits.Entries, stop), cancellation);
        await Task.WhenAll(files, lines);
        return ChangeJoiner.Join(await files, await lines);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<TreeEntry>> GetTreeAsync(CommitSha commit, CancellationToken cancellation) =>
        git.RunAsync(
            new GitCommand($"commit {commit}", ["ls-tree", "-r", "-z", "-l", "--full-tree", "--end-of-options", $"{commit}^{{commit}}"]),
            (output, stop) => TreeReader.ReadAsync(output, git.Limits.Entries, stop), cancellation);

    /// <inheritdoc/>
    public Task<Stream> OpenBlobAsync(CommitSha blob, CancellationToken cancellation) => blobs.OpenAsync(blob, cancellation);

    /// <inheritdoc/>
    public Task<IReadOnlyList<BlameLine>> BlameAsync(CommitSha commit, string path, CancellationToken cancellation) =>
        BlameAsync($"file '{Texts.Clip(path, 200)}' at {commit}", [], commit, path, cancellation);

    /// <inheritdoc/>
    public Task<IReadOnlyList<BlameLine>> BlameAsync(CommitSha commit, string path, int first, int count, CancellationToken cancellation) =>
        BlameAsync($"line {first} of a file '{Texts.Clip(path, 200)}' at {commit}", ["-L", $"{first},+{count}"], commit, path, cancellation);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<BlameLine>> FindOriginsAsync(CommitSha commit, string path, int first, int count, CancellationToken cancellation)
    {
        // Git takes short runs for moved only with what stands around them (git-blame, -M and -C).
        var start = Math.Max(1, first - MovedWith);
        string[] options = ["-M", "-C", "-L", $"{start},+{first - start + count + MovedWith}"];
        var around = await BlameAsync($"line {first} of a file '{Texts.Clip(path, 200)}' at {commit}", options, commit, path, cancellation);
        IReadOnlyList<BlameLine> found = [.. around.Where(l => l.Line >= first && l.Line < first + count)];
        return found.Count == count ? found : await BlameAsync(commit, path, first, count, cancellation);
    }

    /// <inheritdoc/>
    public async Task<TreeEntry?> FindEntryAsync(CommitSha commit, string path, CancellationToken cancellation)
    {
        string[] arguments = ["--literal-pathspecs", "ls-tree", "-r", "-z", "-l", "--full-tree", "--end-of-options", $"{commit}^{{commit}}", Checked(path)];
        var found = await git.RunAsync(
            new GitCommand($"commit {commit}", arguments), (output, stop) => TreeReader.ReadAsync(output, git.Limits.Entries, stop), cancellation);
        return found.FirstOrDefault(e => e.Path == path);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlySet<CommitSha>> FindContainingAsync(CommitSha commit, IReadOnlyList<CommitSha> heads, CancellationToken cancellation)
    {
        var wanted = heads.ToHashSet();
        if (!wanted.Any(head => head != commit)) return wanted;
        var input = string.Concat(wanted.Select(head => $"{head}\n"));
        var command = new GitCommand($"commit {commit}", ["rev-list", "--ancestry-path", "--ignore-missing", "--stdin", $"^{commit}"]) { Input = input };
        var above = await git.RunAsync(command, (output, stop) => RevisionReader.ReadAmongAsync(output, wanted, stop), cancellation);
        if (wanted.Contains(commit)) above.Add(commit);
        return above;
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<FileRevision>> GetFileHistoryAsync(CommitSha commit, string path, int max, CancellationToken cancellation)
    {
        string[] options = ["--follow", "-M50%", "--raw", "--no-abbrev", "--no-show-signature", "--no-color", $"--max-count={max}", RevisionReader.Format];
        return git.RunAsync(
            new GitCommand($"commit {commit}", ["--literal-pathspecs", "log", .. options, "--end-of-options", $"{commit}", "--", Checked(path)]),
            (output, stop) => RevisionReader.ReadAsync(output, max, stop), cancellation);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<SourceTag>> GetTagsAsync(CancellationToken cancellation)
    {
        var tags = await git.RunAsync(
            new GitCommand("tags", ["for-each-ref", RawTag.Format, "refs/tags"]), (output, stop) => RawTag.ReadAsync(output, git.Limits.Entries, stop), cancellation);
        var peeled = new List<SourceTag>();
        foreach (var tag in tags.OrderByDescending(t => t.Created).ThenBy(t => t.Name, StringComparer.Ordinal))
        {
            var commit = tag.IsNested ? await ResolveAsync($"refs/tags/{tag.Name}", cancellation) : tag.Commit;
            if (commit is { } found) peeled.Add(new SourceTag(tag.Name, found));
        }

        return peeled;
    }

    private Task<IReadOnlyList<BlameLine>> BlameAsync(string what, string[] range, CommitSha commit, string path, CancellationToken cancellation)
    {
        // A list of commits to ignore (blame.ignoreRevsFile) is found from the work tree; the empty one after it clears it.
        string[] arguments = ["blame", "--incremental", "--no-textconv", "--ignore-revs-file=", .. range, $"{commit}", "--", Checked(path)];
        return git.RunAsync(
            new GitCommand(what, arguments) { InWorkTree = true }, (output, stop) => BlameReader.ReadAsync(output, git.Limits.Entries, stop), cancellation);
    }

    private static string Checked(string path) => path.Length is 0 or > 4096 || path.Contains('\0')
        ? throw StewardException.Invalid("A path of 1 to 4096 characters is needed.")
        : path;

    // Asked for by full name, because git alone would also try names of its own (FETCH_HEAD, the output of describe...).
    private static string[] Candidates(string reference)
    {
        if (reference == "HEAD" || reference.StartsWith("refs/", StringComparison.Ordinal)) return [reference];
        string[] named = [$"refs/tags/{reference}", $"refs/heads/{reference}", $"refs/{reference}"];
        if (!ReferenceName.IsShaPrefix(reference)) return named;
        return reference.Length is 40 or 64 ? [reference] : [.. named, reference];
    }

    private static async Task<CommitSha?> FirstFoundAsync(Stream output, CancellationToken cancellation)
    {
        var lines = new RecordReader(output, (byte)'\n');
        CommitSha? first = null;
        while (await lines.NextAsync(cancellation) is { } line)
            if (CommitSha.TryParse(line, out var sha)) first ??= sha;
        return first;
    }
}
