using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Steward.Access;
using Steward.Answers;
using Steward.Kernel;
using Steward.Ledger;
using Steward.Web.Http;

namespace Steward.Web.Endpoints.Proofs;

/// <summary>The evidence of a product, with proofs.</summary>
public sealed class EvidenceEndpoints : IEndpointGroup
{
    private const int DefaultCount = 100;

    /// <inheritdoc/>
    public void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/products/{owner}/{name}").WithTags("Evidence");
        group.MapGet("evidence", ListAsync).RequireLevel(AccessLevel.Read)
            .WithSummary("The evidence about a subject (commit:SHA, blob:SHA...), or a page of the ledger: its newest entries, or those from an index on.");
        group.MapGet("evidence/{index:long}", ProveAsync).RequireLevel(AccessLevel.Read)
            .WithSummary("One entry, its proof of inclusion, and what checking it against the checkpoint gave.");
        group.MapGet("checkpoint", CheckpointAsync).RequireLevel(AccessLevel.Read).WithSummary("The ledger's newest signed checkpoint.");
    }

    private static Task<EvidenceList> ListAsync(
        [AsParameters] ProductRoute route, string? subject, long? first, int? count, EvidenceReader reader, CancellationToken cancellation) =>
        subject is null
            ? reader.PageAsync(route.Id, first, count ?? DefaultCount, cancellation)
            : reader.AboutAsync(route.Id, TextId.Parse<Subject>(subject, "a subject as kind:id"), cancellation);

    private static Task<ProvedEvidence> ProveAsync(
        [AsParameters] ProductRoute route, long index, EvidenceReader reader, CancellationToken cancellation) =>
        reader.ProveAsync(route.Id, index, cancellation);

    private static Task<Checkpoint> CheckpointAsync([AsParameters] ProductRoute route, EvidenceReader reader, CancellationToken cancellation) =>
        reader.CheckpointAsync(route.Id, cancellation);
}
