using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Steward.Answers;
using Steward.Kernel;
using Steward.Ledger;
using Steward.Web.Dashboard;
using Steward.Web.Dashboard.Pages;
using Steward.Web.Http;

namespace Steward.Web.Endpoints.Dashboard;

/// <summary>The dashboard's pages about evidence.</summary>
public sealed class EvidencePages : IEndpointGroup
{
    /// <inheritdoc/>
    public void Map(IEndpointRouteBuilder routes)
    {
        var pages = routes.MapPages("/products/{owner}/{name}/evidence");
        pages.MapGet("", ListAsync).WithSummary("Evidence of a product.");
        pages.MapGet("{index:long}", ProveAsync).WithSummary("One entry with its proof.");
    }

    private static async Task<IResult> ListAsync(
        [AsParameters] ProductRoute route, string? subject, long? first, EvidenceReader reader, CancellationToken cancellation)
    {
        Subject? about = string.IsNullOrEmpty(subject) ? null : TextId.Parse<Subject>(subject, "a subject as kind:id");
        var list = about is null
            ? await reader.PageAsync(route.Id, first, PageGroups.Shown, cancellation)
            : await reader.AboutAsync(route.Id, about.Value, cancellation);
        return new PageResult<EvidencePage>(new()
        {
            [nameof(EvidencePage.Product)] = route.Id,
            [nameof(EvidencePage.Subject)] = about,
            [nameof(EvidencePage.List)] = list,
        });
    }

    private static async Task<IResult> ProveAsync(
        [AsParameters] ProductRoute route, long index, EvidenceReader reader, CancellationToken cancellation) =>
        new PageResult<ProofPage>(new()
        {
            [nameof(ProofPage.Product)] = route.Id,
            [nameof(ProofPage.Proved)] = await reader.ProveAsync(route.Id, index, cancellation),
        });
}
