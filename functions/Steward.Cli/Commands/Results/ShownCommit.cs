using Steward.Answers;
using Steward.Changes;
using Steward.Cli.Remote;
using Steward.Kernel;

namespace Steward.Cli.Commands.Results;

/// <summary>Finds the commit whose results are asked for.</summary>
internal static class ShownCommit
{
    /// <summary>A full sha is taken as it is, so that results without a push are found; else the change that the text names, or the newest one.</summary>
    public static async Task<ChangeId> FindAsync(StewardClient client, ProductId product, string? reference, CancellationToken cancellation)
    {
        if (reference is not null && CommitSha.TryParse(reference, out var sha)) return new ChangeId(product, sha);
        if (reference is not null) return (await client.RequireAsync<ChangeRecord>($"api/products/{product}/changes/{Uri.EscapeDataString(reference)}", cancellation)).Id;
        var newest = await client.RequireAsync<ChangeList>($"api/products/{product}/changes", cancellation);
        return newest.Changes.Count > 0 ? newest.Changes[0].Id : throw StewardException.NotFound($"{product} has no change yet; name a commit.");
    }
}
