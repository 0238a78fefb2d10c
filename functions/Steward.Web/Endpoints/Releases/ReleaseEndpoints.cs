using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Steward.Access;
using Steward.Kernel;
using Steward.Ledger;
using Steward.Stages.Release.Releases;
using Steward.Web.Access;
using Steward.Web.Http;

namespace Steward.Web.Endpoints.Releases;

/// <summary>Asks for releases and hands out their passports.</summary>
public sealed class ReleaseEndpoints : IEndpointGroup
{
    /// <inheritdoc/>
    public void Map(IEndpointRouteBuilder routes)
    {
        var releases = routes.MapGroup("/api/products/{owner}/{name}/releases");
        releases.MapGet("", ListAsync).RequireLevel(AccessLevel.Read).WithSummary("The releases of a product with what was decided of each.");
        releases.MapPost("", AskAsync).RequireLevel(AccessLevel.Approve).LimitBody().WithSummary("Asks for a release of a tag; answers with its orchestration.");
        releases.MapGet("{release}/passport", PassportAsync).RequireLevel(AccessLevel.Read).WithSummary("The newest passport of a tag: a DSSE envelope.");
        routes.MapGet("/api/key", (ISigner signer) => Results.Text(PublicKeyPem.Of(signer.PublicKey.Span), "application/x-pem-file"))
            .RequireLevel(AccessLevel.Read).WithSummary("The public key that passports and checkpoints are signed with, PEM.");
    }

    private static async Task<IResult> ListAsync([AsParameters] ProductRoute route, ReleaseShelf shelf, CancellationToken cancellation) =>
        Results.Json(await shelf.ListAsync(route.Id, cancellation), Json.Options);

    private static async Task<IResult> AskAsync(
        [AsParameters] ProductRoute route, ReleaseAsked body, ReleaseDoor door, HttpContext context)
    {
        var instance = await door.AskAsync(route.Id, body.Tag ?? "", context.Caller().Name, context.RequestAborted);
        return Results.Json(new ReleaseStarted(instance), Json.Options, statusCode: StatusCodes.Status202Accepted);
    }

    private static async Task<IResult> PassportAsync([AsParameters] ReleaseRoute route, ReleaseShelf shelf, CancellationToken cancellation) =>
        await shelf.PassportAsync(route.Product, route.Tag, cancellation) is { } passport
            ? Results.Bytes(passport, "application/json", PassportFile.NameOf(route.Tag))
            : throw StewardException.NotFound($"{Texts.Clip(route.Tag, 60)} has no passport: either it was not released, or its gate did not let it through.");
}

/// <summary>What the file of a passport is called where it is downloaded.</summary>
internal static class PassportFile
{
    public static string NameOf(string tag) => $"{tag.Replace('/', '-')}.passport.json";
}

/// <summary>The body of the request.</summary>
/// <param name="Tag">The tag to release.</param>
public sealed record ReleaseAsked(string? Tag);

/// <summary>The answer.</summary>
/// <param name="Instance">The orchestration that decides.</param>
public sealed record ReleaseStarted(string Instance);
