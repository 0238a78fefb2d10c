using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Steward.Access;
using Steward.Kernel;
using Steward.Web.Endpoints;

namespace Steward.Web.Access;

/// <summary>
/// Keeps callers to what they reach: the one place where it is checked, for every endpoint, by the names in its address. What names no product is closed to who does
/// not reach all, unless the endpoint says that it keeps to the caller's products by itself.
/// </summary>
/// <param name="merges">Knows what merges of pull requests were made of.</param>
internal sealed class ReachDoor(MergedHeads merges)
{
    /// <summary>The segment that names the commit something is said about, in every address that has one.</summary>
    private const string CommitSegment = "sha";

    public async Task AdmitAsync(HttpContext context, RouteEndpoint endpoint, Caller caller)
    {
        if (caller.Reach is not { } reach) return;
        var scope = endpoint.Metadata.GetMetadata<RequiredScope>()?.Scope ?? endpoint.Metadata.GetMetadata<RequiredLevel>()!.Level.Word();
        var product = ProductOf(context);
        if (reach.Refusal(product, scope, endpoint.Metadata.GetMetadata<KeepsToReach>() is not null) is { } why) throw Forbidden($"{caller.Name} {why}.");
        if (reach.Commit is { } commit && context.GetRouteValue(CommitSegment) is string named) await CheckCommitAsync(reach, (product!.Value, commit), named, context);
    }

    // An address that does not parse is answered by its endpoint; here it is about no product that anybody's reach names.
    private static ProductId? ProductOf(HttpContext context) =>
        context.GetRouteValue("owner") is string owner && context.GetRouteValue("name") is string name && ProductId.TryParse($"{owner}/{name}", out var id) ? id : null;

    private async Task CheckCommitAsync(Reach reach, (ProductId Product, CommitSha Commit) own, string named, HttpContext context)
    {
        if (CommitSha.TryParse(named, out var commit) && commit == own.Commit) return;
        if (!reach.IsOfPullRequest) throw Forbidden("This is about another commit than the one that the job runs for. Upload about the commit of the job's token: its claim sha.");
        if (await merges.HeadOfAsync(own.Product, own.Commit, context.RequestAborted) is not { } head || head != commit)
            throw Forbidden("This is about neither the merge that the job of the pull request runs for nor the head of that pull request.");
    }

    private static StewardException Forbidden(string message) => new(FailureKind.Forbidden, message);
}
