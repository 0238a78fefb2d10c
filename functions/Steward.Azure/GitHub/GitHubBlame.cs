using System.Text.Json;
using Steward.Kernel;
using Steward.Source;

namespace Steward.Azure.GitHub;

/// <summary>Reads where lines come from. GitHub names the commit of each run of lines; the place in that commit is found in <see cref="BlameOrigins"/>.</summary>
internal sealed class GitHubBlame(GitHubRepository repository, GitHubTrees trees, BlameOrigins origins)
{
    /// <summary>The lines from the first to the last.</summary>
    public async Task<IReadOnlyList<BlameLine>> GetAsync(CommitSha commit, string path, CancellationToken cancellation)
    {
        var file = (await trees.GetAsync(commit, cancellation)).FirstOrDefault(e => e.Path == path && e.Kind != EntryKind.Submodule)
            ?? throw StewardException.NotFound($"The repository has no file '{Texts.Clip(path, 200)}' at {commit}.");
        if (file.Size == 0) return [];
        var written = await RunsAsync(commit, path, cancellation);
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
