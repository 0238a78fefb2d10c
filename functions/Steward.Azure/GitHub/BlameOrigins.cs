using System.Text.Json;
using Steward.Kernel;
using Steward.Source;

namespace Steward.Azure.GitHub;

/// <summary>
/// Finds the path and line that a line had in the commit that wrote it: the file at that commit, under the same path or, renamed since, under its
/// old one, is compared with the file now.
/// </summary>
internal sealed class BlameOrigins(GitHubRepository repository, GitHubBlobs blobs, GitHubChanges changes)
{
    private const int PerQuery = 50;

    /// <summary>The lines with their origins.</summary>
    public async Task<IReadOnlyList<BlameLine>> FindAsync(
        CommitSha commit, TreeEntry file, IReadOnlyList<(int Line, CommitSha Commit)> written, CancellationToken cancellation)
    {
        var now = TextLines.Split(await blobs.ReadAsync(file, cancellation));
        var origins = new Dictionary<CommitSha, (string Path, LineMap Map)>();
        foreach (var batch in written.Select(w => w.Commit).Distinct().Chunk(PerQuery))
        {
            var same = await SamePathAsync(batch, file.Path, cancellation);
            foreach (var origin in batch)
            {
                var was = same[origin] ?? await RenamedAsync(origin, commit, file, cancellation);
                origins[origin] = (was.Path, new LineMap(TextLines.Split(await blobs.ReadAsync(was, cancellation)), now));
            }
        }

        return [.. written.Select(w => new BlameLine(w.Line, w.Commit, origins[w.Commit].Path, origins[w.Commit].Map.Before(w.Line)))];
    }

    private async Task<Dictionary<CommitSha, TreeEntry?>> SamePathAsync(CommitSha[] commits, string path, CancellationToken cancellation)
    {
        var variables = new Dictionary<string, string> { ["owner"] = repository.Product.Owner, ["name"] = repository.Product.Name };
        for (var i = 0; i < commits.Length; i++) variables[$"e{i}"] = $"{commits[i]}:{path}";
        var found = (await repository.Api.QueryAsync(GitHubQueries.Blobs(commits.Length), variables, cancellation)).GetProperty("repository");
        return commits.Select((c, i) => (Commit: c, Entry: Entry(found.GetProperty($"b{i}"), path))).ToDictionary(o => o.Commit, o => o.Entry);
    }

    private static TreeEntry? Entry(JsonElement found, string path) =>
        GraphQlAnswer.Text(found, "__typename") == "Blob" && CommitSha.TryParse(GraphQlAnswer.Text(found, "oid"), out var blob)
            ? new TreeEntry(path, blob, EntryKind.File, -1)
            : null;

    private async Task<TreeEntry> RenamedAsync(CommitSha origin, CommitSha commit, TreeEntry file, CancellationToken cancellation)
    {
        var renamed = (await changes.GetAsync(origin, commit, cancellation)).FirstOrDefault(c => c.Path == file.Path)?.OldPath
            ?? throw StewardException.Invalid($"'{Texts.Clip(file.Path, 200)}' was renamed since {origin.Abbreviated}, and GitHub does not say from what.");
        return (await SamePathAsync([origin], renamed, cancellation))[origin]
            ?? throw StewardException.NotFound($"The repository has no file '{Texts.Clip(renamed, 200)}' at {origin}.");
    }
}
