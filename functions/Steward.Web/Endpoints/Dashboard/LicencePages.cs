using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Steward.Answers;
using Steward.Kernel;
using Steward.Stages.Release.Releases;
using Steward.Stages.Security.Licences.Showing;
using Steward.Web.Dashboard;
using Steward.Web.Dashboard.Pages;
using Steward.Web.Http;

namespace Steward.Web.Endpoints.Dashboard;

/// <summary>The dashboard's page about the licences of a product.</summary>
public sealed class LicencePages : IEndpointGroup
{
    private const int Releases = 5;
    private const int MaxText = 200;

    /// <inheritdoc/>
    public void Map(IEndpointRouteBuilder routes) =>
        routes.MapPages("/products/{owner}/{name}/licences").MapGet("", ShowAsync).WithSummary("The dependencies of a product with their licences.");

    private static async Task<IResult> ShowAsync(
        [AsParameters] ProductRoute route, [AsParameters] LicencesAsked asked, [AsParameters] LicenceShelf shelf, CancellationToken cancellation)
    {
        var product = await shelf.Overview.RequireAsync(route.Id, cancellation);
        var query = new LicencesQuery(Texts.Clip(asked.Q, MaxText), asked.Scope, asked.Verdict, asked.Page ?? 1);
        return new PageResult<LicencesPage>(new()
        {
            [nameof(LicencesPage.Product)] = product.Id,
            [nameof(LicencesPage.Query)] = query,
            [nameof(LicencesPage.View)] = await shelf.Licences.FindAsync(product.Id, query, cancellation),
            [nameof(LicencesPage.Releases)] = (await shelf.Releases.PageAsync(product.Id, null, Releases, cancellation)).Releases,
        });
    }
}

/// <summary>What the address of the page asks for.</summary>
/// <param name="Q">A text.</param>
/// <param name="Scope">shipped or development.</param>
/// <param name="Verdict">A verdict.</param>
/// <param name="Page">A page.</param>
internal readonly record struct LicencesAsked(string? Q, string? Scope, string? Verdict, int? Page);

/// <summary>Where what the page shows is read.</summary>
/// <param name="Overview">Products.</param>
/// <param name="Licences">Their dependencies.</param>
/// <param name="Releases">Their releases.</param>
internal readonly record struct LicenceShelf(ProductOverview Overview, ProductLicences Licences, ReleaseReader Releases);
