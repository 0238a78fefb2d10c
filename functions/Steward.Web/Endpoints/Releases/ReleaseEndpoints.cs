using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Steward.Access;
using Steward.Kernel;
using Steward.Ledger;
using Steward.Passports;
using Steward.Stages.Release.Releases;
using Steward.Web.Access;
using Steward.Web.Http;

namespace Steward.Web.Endpoints.Releases;

/// <summary>Asks for releases and hands out their passports.</summary>
public sealed class ReleaseEndpoints : IEndpointGroup
{
    private const int Shown = 50;

    /// <inheritdoc/>
    public void Map(IEndpointRouteBuilder routes)
    {
        var releases = routes.MapGroup("/api/products/{owner}/{name}/releases");
        releases.MapGet("", ListAsync).RequireLevel(AccessLevel.Read)
            .WithSummary($"The newest {Shown} releases of a product with what was decided of each; the answer's 'older' asks for those before.");
        releases.MapGet("{release}", FindAsync).RequireLevel(AccessLevel.Read).WithSummary("The newest release of a tag with its verdict tree; with ?commit=SHA the one of that commit, without its tree.");
        releases.MapPost("", AskAsync).RequireLevel(AccessLevel.Approve).LimitBody().WithSummary("Asks for a release of a tag; answers with its orchestration.");
        releases.MapGet("{release}/passport", PassportAsync).RequireLevel(AccessLevel.Read).WithSummary("The newest passport of a tag: a DSSE envelope.");
        releases.MapGet("{release}/summary", SummaryAsync).RequireLevel(AccessLevel.Read).WithSummary("The same for tools that know SLSA: a signed verification summary of the passport.");
        routes.MapGet("/api/key", (ISigner signer) => Results.Text(PublicKeyPem.Of(signer.PublicKey.Span), "application/x-pem-file"))
            .RequireLevel(AccessLevel.Read).KeepsToReach().WithSummary("The public key that passports and checkpoints are signed with, PEM.");
    }

    private static async Task<IResult> ListAsync([AsParameters] ProductRoute route, long? older, ReleaseReader reader, CancellationToken cancellation) =>
        Results.Json(await reader.PageAsync(route.Id, older, Shown, cancellation), Json.Options);

    private static async Task<IResult> FindAsync([AsParameters] ReleaseRoute route, string? commit, ReleaseReader reader, CancellationToken cancellation) =>
        Results.Json(
            commit is null ? await reader.FindAsync(route.Product, route.Tag, cancellation) : await reader.FindAsync(route.Product, route.Tag, CommitSha.Parse(commit), cancellation), Json.Options);

    private static async Task<IResult> AskAsync(
        [AsParameters] ProductRoute route, ReleaseAsked body, ReleaseIntake intake, HttpContext context)
    {
        var instance = await intake.AskAsync(route.Id, body.Tag ?? "", context.Caller().Name, context.RequestAborted);
        return Results.Json(new ReleaseStarted(instance), Json.Options, statusCode: StatusCodes.Status202Accepted);
    }

    private static async Task<IResult> PassportAsync([AsParameters] ReleaseRoute route, ReleaseReader reader, CancellationToken cancellation) =>
        Results.Bytes(await RequireAsync(route, reader, cancellation), "application/json", PassportFile.NameOf(route.Tag));

    private static async Task<IResult> SummaryAsync([AsParameters] ReleaseRoute route, ReleaseReader reader, ISigner signer, CancellationToken cancellation) =>
        Results.Json(await VerificationSummary.SignAsync(await RequireAsync(route, reader, cancellation), signer, cancellation), Json.Options);

    private static async Task<byte[]> RequireAsync(ReleaseRoute route, ReleaseReader reader, CancellationToken cancellation) =>
        await reader.PassportAsync(route.Product, route.Tag, cancellation)
        ?? throw StewardException.NotFound($"{Texts.Clip(route.Tag, 60)} has no passport: either it was not released, or its gate did not let it through.");
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
