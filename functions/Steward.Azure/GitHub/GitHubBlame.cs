using System.Text.Json;
using Steward.Kernel;
using Steward.Source;

namespace Steward.Azure.GitHub;

/// <summary>Reads where lines come from. GitHub names the commit of each run of lines; the place in that commit is found in <see cref="BlameOrigins"/>.</summary>
internal sealed class GitHubBlame(GitHubRepository repository, GitHubTrees trees, BlameOrigins origins)
{
    /// <summary>The lines from the first to the last.</summary>
    public Task<IReadOnlyList<BlameLine>> GetAsync(CommitSha commit, string path, CancellationToken cancellation) =>
        GetAsync(commit, path, lines => lines, cancellation);

    /// <summary>Some of the lines; the files of other commits than theirs are not read.</summary>
    public Task<IReadOnlyList<BlameLine>> GetAsync(CommitSha commit, string path, int first, int count, CancellationToken cancellation) => GetAsync(
        commit, path,
        lines => lines.Count >= first + count - 1 ? [.. lines.Skip(first - 1).Take(count)]
            : throw StewardException.NotFound($"'{Texts.Clip(path, 200)}' has only {Texts.Count(lines.Count, "line")} at {commit}."),
        cancellation);

    private async Task<IReadOnlyList<BlameLine>> GetAsync(
        CommitSha commit, string path, Func<IReadOnlyList<(int Line, CommitSha Commit)>, IReadOnlyList<(int Line, CommitSha Commit)>> choose, CancellationToken cancellation)
    {
        var file = (await trees.GetAsync(commit, cancellation)).FirstOrDefault(e => e.Path == path && e.Kind != EntryKind.Submodule)
            ?? throw StewardException.NotFound($"The repository has no file '{Texts.Clip(path, 200)}' at {commit}.");
        var written = choose(file.Size == 0 ? [] : await RunsAsync(commit, path, cancellation));
        if (written.Count == 0) return [];
        return await origins.FindAsync(commit, file, written, cancellation);
    }

    private async Task<IReadOnlyList<(int Line, CommitSha Commit)>> RunsAsync(CommitSha commit, string path, CancellationToken cancellation)
    {
        var data = await repository.Api.QueryAsync(
            GitHubQueries.Blame, new { owner = repository.Product.Owner, name = repository.Product.Name, commit = commit.ToString(), path }, cancellation);
        var ranges = data.GetProperty("repository").GetProperty("object").GetProperty("blame").GetProperty("ranges");
        var lines = ranges.EnumerateArray().SelectMany(Lines).OrderBy(l => l.Line).ToList();
        return lines.Count > 0 ? lines : throw StewardException.Unavailable($"GitHub does not say where the lines of '{Texts.Clip(path, 200)}' come from.");
    }

    private static IEnumerable<(int Line, CommitSha Commit)> Lines(JsonElement range)
    {
        var commit = CommitSha.Parse(GraphQlAnswer.Text(range.GetProperty("commit"), "oid")!);
        var (first, last) = (range.GetProperty("startingLine").GetInt32(), range.GetProperty("endingLine").GetInt32());
        return Enumerable.Range(first, last - first + 1).Select(line => (line, commit));
    }
}
