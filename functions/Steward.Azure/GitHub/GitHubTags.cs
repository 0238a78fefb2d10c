using System.Text.Json;
using Steward.Kernel;
using Steward.Source;

namespace Steward.Azure.GitHub;

/// <summary>Reads tags with their dates, page by page.</summary>
internal sealed class GitHubTags(GitHubRepository repository, GitHubCommits commits)
{
    private const int MaxTags = 100_000;

    /// <summary>The tags of commits, newest first.</summary>
    public async Task<IReadOnlyList<SourceTag>> GetAsync(CancellationToken cancellation)
    {
        var tags = new List<(string Name, DateTimeOffset Created, CommitSha Commit)>();
        for (string? after = null; ;)
        {
            var page = await PageAsync(after, cancellation);
            foreach (var node in page.GetProperty("nodes").EnumerateArray())
                if (await ReadAsync(node, cancellation) is { } tag) tags.Add(tag);
            if (tags.Count > MaxTags) throw StewardException.Invalid($"The repository has more than {MaxTags} tags, which is the limit here.");
            if (!page.GetProperty("pageInfo").GetProperty("hasNextPage").GetBoolean()) break;
            after = GraphQlAnswer.Text(page.GetProperty("pageInfo"), "endCursor");
        }

        return [.. tags.OrderByDescending(t => t.Created).ThenBy(t => t.Name, StringComparer.Ordinal).Select(t => new SourceTag(t.Name, t.Commit))];
    }

    private async Task<JsonElement> PageAsync(string? after, CancellationToken cancellation)
    {
        var data = await repository.Api.QueryAsync(
            GitHubQueries.Tags, new { owner = repository.Product.Owner, name = repository.Product.Name, after }, cancellation);
        return data.GetProperty("repository").GetProperty("refs");
    }

    // Null for a tag of a tree or blob.
    private async Task<(string Name, DateTimeOffset Created, CommitSha Commit)?> ReadAsync(JsonElement node, CancellationToken cancellation)
    {
        var name = GraphQlAnswer.Text(node, "name")!;
        var target = node.GetProperty("target");
        if (Commit(target) is { } light) return (name, Date(target, "committedDate"), light);
        if (GraphQlAnswer.Text(target, "__typename") != "Tag") return null;
        var created = target.TryGetProperty("tagger", out var tagger) ? Date(tagger, "date") : DateTimeOffset.UnixEpoch;
        var inner = target.GetProperty("target");
        var isNested = GraphQlAnswer.Text(inner, "__typename") == "Tag";
        return (isNested ? await commits.ResolveAsync($"refs/tags/{name}", cancellation) : Commit(inner)) is { } commit ? (name, created, commit) : null;
    }

    private static CommitSha? Commit(JsonElement target) =>
        GraphQlAnswer.Text(target, "__typename") == "Commit" && CommitSha.TryParse(GraphQlAnswer.Text(target, "oid"), out var sha) ? sha : null;

    private static DateTimeOffset Date(JsonElement element, string name) =>
        DateTimeOffset.TryParse(GraphQlAnswer.Text(element, name), out var date) ? date : DateTimeOffset.UnixEpoch;
}
