using Octokit;
using Steward.Kernel;
using Steward.Source;

namespace Steward.Azure.GitHub;

/// <summary>Reads trees. A recursive answer that GitHub cuts (100,000 entries, 7 MB) is read again folder by folder.</summary>
internal sealed class GitHubTrees(GitHubRepository repository)
{
    /// <summary>Every entry below a commit, in git's order.</summary>
    public async Task<IReadOnlyList<TreeEntry>> GetAsync(CommitSha commit, CancellationToken cancellation)
    {
        var entries = new List<TreeEntry>();
        await AddAsync(entries, "", commit.ToString(), cancellation);
        return entries;
    }

    private async Task AddAsync(List<TreeEntry> entries, string prefix, string tree, CancellationToken cancellation)
    {
        var whole = await ReadAsync(tree, "?recursive=1", cancellation);
        if (!whole.Truncated)
        {
            entries.AddRange(whole.Tree.Where(t => t.Type != TreeType.Tree).Select(t => Entry(prefix, t)));
            return;
        }

        var level = await ReadAsync(tree, "", cancellation);
        if (level.Truncated) throw StewardException.Invalid($"The folder '{prefix}' has more entries than GitHub lists.");
        foreach (var item in level.Tree)
        {
            if (item.Type == TreeType.Tree) await AddAsync(entries, $"{prefix}{item.Path}/", item.Sha, cancellation);
            else entries.Add(Entry(prefix, item));
        }
    }

    private Task<TreeResponse> ReadAsync(string tree, string query, CancellationToken cancellation) =>
        repository.Api.GetAsync<TreeResponse>(repository.Path($"git/trees/{tree}{query}"), cancellation);

    private static TreeEntry Entry(string prefix, TreeItem item)
    {
        var kind = GitMode.Kind(item.Mode);
        return new TreeEntry(prefix + item.Path, CommitSha.Parse(item.Sha), kind, kind == EntryKind.Submodule ? -1 : item.Size);
    }
}
