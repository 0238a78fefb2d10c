using Steward.Kernel;
using Steward.Products;
using Steward.Stages.Release.Reviews;

namespace Steward.Azure.GitHub;

/// <summary>
/// Reads which pull requests brought a commit, their reviews and their commits: https://docs.github.com/rest/commits/commits#list-pull-requests-associated-with-a-commit ,
/// https://docs.github.com/rest/pulls/reviews and https://docs.github.com/rest/pulls/pulls#list-commits-on-a-pull-request .
/// </summary>
internal sealed class GitHubPullRequests(GitHubConnections connections, IProductStore products) : IPullRequests
{
    private const int MaxPages = 20;
    private const string WebFlow = "web-flow";

    /// <inheritdoc/>
    public async Task<IReadOnlyList<MergedPullRequest>?> OfCommitAsync(ProductId product, CommitSha commit, CancellationToken cancellation)
    {
        if ((await products.GetAsync(product, cancellation))?.Source.Split(':', 2)[0] != "github") return null;
        var read = await ListAsync<Pull>(product, $"commits/{commit}/pulls", cancellation);
        return [.. read.Where(p => p.MergedAt is not null).Select(p => new MergedPullRequest(p.Number, NameOf(p.User), Sha(p.Head?.Sha), Sha(p.MergeCommitSha)))];
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Review>> ReviewsAsync(ProductId product, long number, CancellationToken cancellation)
    {
        var read = await ListAsync<Said>(product, $"pulls/{number}/reviews", cancellation);
        return [.. read.Where(r => r.State is not "PENDING").Select(r => new Review(NameOf(r.User), StateOf(r.State), Sha(r.CommitId), r.SubmittedAt ?? default, r.User?.Type is not "User"))];
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<PullRequestCommit>> CommitsAsync(ProductId product, long number, CancellationToken cancellation)
    {
        var read = await ListAsync<Committed>(product, $"pulls/{number}/commits", cancellation);
        return [.. read.Select(c => new PullRequestCommit(Sha(c.Sha), [.. new[] { c.Author, c.Committer }.Where(IsPerson).Select(NameOf).Distinct(StringComparer.OrdinalIgnoreCase)]))];
    }

    private async Task<List<T>> ListAsync<T>(ProductId product, string below, CancellationToken cancellation)
    {
        var repository = new GitHubRepository(connections.For(product), product);
        var (all, path) = (new List<T>(), repository.Path($"{below}?per_page=100"));
        for (var page = 0; page < MaxPages; page++)
        {
            var (read, next) = await repository.Api.GetPageAsync<T>(path, cancellation);
            all.AddRange(read);
            if (next is null) return all;
            path = next;
        }

        throw StewardException.Invalid($"GitHub lists more than {MaxPages * 100} entries below {below}, which is the limit here.");
    }

    // A deleted account stands as nobody; it is the author or reviewer of what nobody can ask it about.
    private static string NameOf(User? user) => $"github:{Texts.Clip(user?.Login, 100) ?? "ghost"}";

    // What people commit on GitHub's pages is committed by GitHub itself; its author is the person.
    private static bool IsPerson(User? user) => user?.Login is { Length: > 0 } and not WebFlow;

    private static CommitSha Sha(string? text) => CommitSha.TryParse(text, out var sha) ? sha : CommitSha.None;

    private static ReviewState StateOf(string? state) => state switch
    {
        "APPROVED" => ReviewState.Approved,
        "CHANGES_REQUESTED" => ReviewState.ChangesRequested,
        "DISMISSED" => ReviewState.Dismissed,
        _ => ReviewState.Commented,
    };

    private sealed record Pull(long Number, User? User, Head? Head, string? MergeCommitSha, DateTimeOffset? MergedAt);

    private sealed record Head(string? Sha);

    private sealed record User(string? Login, string? Type);

    private sealed record Committed(string? Sha, User? Author, User? Committer);

    private sealed record Said(User? User, string? State, string? CommitId, DateTimeOffset? SubmittedAt);
}
