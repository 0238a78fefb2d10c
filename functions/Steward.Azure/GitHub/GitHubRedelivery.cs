using Steward.Intake.Reconcile;
using Steward.Kernel;

namespace Steward.Azure.GitHub;

/// <summary>
/// Asks GitHub for failed deliveries again: https://docs.github.com/webhooks/using-webhooks/handling-failed-webhook-deliveries .
/// GitHub keeps deliveries for three days and never delivers again by itself.
/// </summary>
internal sealed class GitHubRedelivery(GitHubConnections connections) : IFailedDeliveries
{
    private const int PageSize = 100;
    private const int MaxPages = 50;
    private const int MaxRequests = 500;

    /// <inheritdoc/>
    public async Task<int> RequestRedeliveryAsync(DateTimeOffset since, CancellationToken cancellation)
    {
        var attempts = await ListAsync(since, cancellation);
        // One delivery has an attempt for each time it was sent; one that succeeded at last is not failed. Oldest first, as it happened.
        var failed = attempts.GroupBy(a => a.Guid, StringComparer.Ordinal)
            .Where(d => !d.Any(a => a.Succeeded))
            .Select(d => d.MaxBy(a => a.DeliveredAt)!)
            .OrderBy(a => a.DeliveredAt).Take(MaxRequests).ToList();
        foreach (var attempt in failed) await connections.App.PostAsync($"app/hook/deliveries/{attempt.Id}/attempts", cancellation);
        return failed.Count;
    }

    private async Task<List<Attempt>> ListAsync(DateTimeOffset since, CancellationToken cancellation)
    {
        var attempts = new List<Attempt>();
        var path = $"app/hook/deliveries?per_page={PageSize}";
        for (var page = 0; page < MaxPages; page++)
        {
            var (read, next) = await connections.App.GetPageAsync<Attempt>(path, cancellation);
            attempts.AddRange(read.Where(a => a.DeliveredAt >= since));
            if (next is null || read.Any(a => a.DeliveredAt < since)) return attempts;
            path = next;
        }

        throw StewardException.Unavailable($"GitHub lists more than {MaxPages * PageSize} deliveries since {since:u}; ask for a shorter time.");
    }

    /// <summary>One time that a delivery was sent.</summary>
    private sealed record Attempt(long Id, string Guid, DateTimeOffset DeliveredAt, int StatusCode)
    {
        public bool Succeeded => StatusCode is >= 200 and < 300;
    }
}
