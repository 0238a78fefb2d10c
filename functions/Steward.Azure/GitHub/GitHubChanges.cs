using Octokit;
using Steward.Kernel;
using Steward.Source;

namespace Steward.Azure.GitHub;

/// <summary>
/// Finds changed files. The two trees say which files differ: completely, and with their modes. GitHub's comparison, which ends at 300 files,
/// leaves patches out or cuts them and compares with the merge base, adds renames and patches where it is whole; the rest is found here.
/// </summary>
internal sealed class GitHubChanges(GitHubRepository repository, GitHubTrees trees, GitHubBlobs blobs)
{
    private const int MaxListedFiles = 300;
    private const int Readers = 8;

    /// <summary>The changed files by path.</summary>
    public async Task<IReadOnlyList<ChangedFile>> GetAsync(CommitSha from, CommitSha to, CancellationToken cancellation)
    {
        var before = from.IsNone ? [] : await trees.GetAsync(from, cancellation);
        var differences = TreeDifference.Between(before, await trees.GetAsync(to, cancellation));
        var listed = from.IsNone || differences.Count == 0 ? null : await ListedAsync(from, to, cancellation);
        var pairs = listed is null
            ? await new RenameFinder(blobs).PairAsync(differences, cancellation)
            : TreeDifference.Pair(differences, listed.Values.Where(f => f.Status == "renamed").Select(f => (f.PreviousFileName, f.Filename)));
        var changes = new ChangedFile[pairs.Count];
        await Parallel.ForAsync(0, pairs.Count, new ParallelOptions { MaxDegreeOfParallelism = Readers, CancellationToken = cancellation }, async (i, stop) =>
            changes[i] = await ReadAsync(pairs[i], listed?.GetValueOrDefault(pairs[i].Path), stop));
        return [.. changes.OrderBy(c => c.Path, StringComparer.Ordinal)];
    }

    // Null where the comparison cannot be used: too many files, or not between these two commits.
    private async Task<Dictionary<string, GitHubCommitFile>?> ListedAsync(CommitSha from, CommitSha to, CancellationToken cancellation)
    {
        var comparison = await repository.Api.GetAsync<CompareResult>(repository.Path($"compare/{from}...{to}?per_page=100&page=1"), cancellation);
        return comparison.MergeBaseCommit?.Sha == from.ToString() && comparison.Files?.Count < MaxListedFiles
            ? comparison.Files.ToDictionary(f => f.Filename, StringComparer.Ordinal)
            : null;
    }

    private async Task<ChangedFile> ReadAsync(TreeDifference file, GitHubCommitFile? listed, CancellationToken cancellation)
    {
        var lines = await LinesAsync(file, listed, cancellation);
        return new ChangedFile(file.Path, file.Change, file.After?.Blob ?? CommitSha.None, file.OldPath, lines ?? [])
        {
            Kind = file.After?.Kind ?? EntryKind.File,
            IsBinary = lines is null,
        };
    }

    // Null for binary files.
    private async Task<IReadOnlyList<Hunk>?> LinesAsync(TreeDifference file, GitHubCommitFile? listed, CancellationToken cancellation)
    {
        if (file.IsSameContent || file.IsSubmodule) return file.IsSameContent ? [] : await SubmoduleAsync(file, cancellation);
        if (!file.IsTypeChange && Patch(listed) is { } patch) return patch;
        var (before, after) = (await blobs.ReadAsync(file.Before, cancellation), await blobs.ReadAsync(file.After, cancellation));
        if (TextLines.IsBinary(before) || TextLines.IsBinary(after)) return null;
        return file.IsTypeChange ? LineDiff.Whole(TextLines.Count(before), TextLines.Count(after)) : LineDiff.Compare(before, after);
    }

    // A submodule has no lines; a file that takes its place, or gives it up, has all of its own.
    private async Task<IReadOnlyList<Hunk>?> SubmoduleAsync(TreeDifference file, CancellationToken cancellation)
    {
        if (!file.IsTypeChange) return [];
        var (before, after) = (await blobs.ReadAsync(file.Before, cancellation), await blobs.ReadAsync(file.After, cancellation));
        return TextLines.IsBinary(before) || TextLines.IsBinary(after) ? null : LineDiff.Whole(TextLines.Count(before), TextLines.Count(after));
    }

    // A patch counts only when it has every line that GitHub says there is.
    private static IReadOnlyList<Hunk>? Patch(GitHubCommitFile? listed)
    {
        if (string.IsNullOrEmpty(listed?.Patch) || listed.Status == "copied") return null;
        var lines = PatchReader.Read(listed.Patch);
        return lines.Added == listed.Additions && lines.Removed == listed.Deletions ? lines.Hunks : null;
    }
}
