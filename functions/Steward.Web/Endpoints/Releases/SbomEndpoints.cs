using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Steward.Access;
using Steward.Stages.Release.Releases;
using Steward.Stages.Security.Licences.Boms;
using Steward.Web.Http;

namespace Steward.Web.Endpoints.Releases;

/// <summary>Hands out the bills of materials of releases.</summary>
public sealed class SbomEndpoints : IEndpointGroup
{
    /// <inheritdoc/>
    public void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/products/{owner}/{name}/releases/{release}/sbom", GetAsync).RequireLevel(AccessLevel.Read)
            .WithSummary("The bill of materials of the newest release of a tag: format=cyclonedx (default) or spdx. Its digest is in the ledger and in the passport.");

    private static async Task<IResult> GetAsync([AsParameters] ReleaseRoute route, string? format, ReleaseReader releases, SbomReader sboms, CancellationToken cancellation)
    {
        var wanted = BomFormats.Read(format);
        var release = await releases.FindAsync(route.Product, route.Tag, cancellation);
        var bytes = await sboms.FindAsync(route.Product, release.Tag, release.Commit, wanted, cancellation);
        return Results.Bytes(bytes, BomFormats.MediaTypeOf(wanted), $"{release.Tag.Replace('/', '-')}{BomFormats.EndingOf(wanted)}");
    }
}
