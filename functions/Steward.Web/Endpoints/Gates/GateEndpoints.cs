using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Steward.Access;
using Steward.Answers;
using Steward.Changes;
using Steward.Gates.Assumptions;
using Steward.Kernel;
using Steward.Stages.Release.Releases;
using Steward.Web.Access;
using Steward.Web.Http;

namespace Steward.Web.Endpoints.Gates;

/// <summary>Asks the gate what it says now, or what it would say. Nothing is written, started or told.</summary>
public sealed class GateEndpoints : IEndpointGroup
{
    /// <inheritdoc/>
    public void Map(IEndpointRouteBuilder routes) => routes.MapGet("/api/products/{owner}/{name}/gate", JudgeAsync).WithTags("Changes").RequireLevel(AccessLevel.Read)
        .WithSummary($"Judges a change (ref) now, or with release=true or a tag its release, under at most {WhatIf.MaxPhrases} assumptions (assume, repeated). It changes nothing.");

    private static async Task<GateAnswer> JudgeAsync(
        [AsParameters] ProductRoute route, string @ref, bool? release, string[]? assume, [AsParameters] GateWork work, HttpContext context)
    {
        string[] phrases = assume ?? [];
        WhatIf.Check(phrases);
        var asked = new PreviewKey(context.Caller().Name, route.Id, $"gate {@ref} {release == true} {string.Join('\n', phrases)}");
        return await work.Limit.RunAsync(asked, stop => work.Previews.JudgeAsync(route.Id, @ref, release ?? false, phrases, stop), context.RequestAborted);
    }
}

/// <summary>What judges, and how much of it at once.</summary>
/// <param name="Previews">Judges.</param>
/// <param name="Limit">How much at once.</param>
internal readonly record struct GateWork(GatePreviews Previews, PreviewLimit Limit);

/// <summary>Finds what is to be judged, and judges it.</summary>
/// <param name="finder">Finds changes and tags.</param>
/// <param name="changes">Judges changes.</param>
/// <param name="releases">Judges releases.</param>
public sealed class GatePreviews(ChangeFinder finder, ChangePreview changes, ReleasePreview releases)
{
    /// <summary>What is said now of a change, or of a release: where it is asked for, or a tag is named.</summary>
    public async Task<GateAnswer> JudgeAsync(ProductId product, string reference, bool release, IReadOnlyList<string> phrases, CancellationToken cancellation)
    {
        if (await finder.TagAsync(product, reference, cancellation) is { } tagged)
            return Answer(new ChangeId(product, tagged), reference, phrases, await releases.JudgeAsync(new ChangeId(product, tagged), reference, phrases, cancellation));
        var change = (await finder.FindAsync(product, reference, cancellation)).Id;
        return Answer(change, null, phrases, release
            ? await releases.JudgeAsync(change, null, phrases, cancellation)
            : await changes.JudgeAsync(change, phrases, cancellation));
    }

    private static GateAnswer Answer(ChangeId change, string? tag, IReadOnlyList<string> phrases, Supposition supposed) =>
        new(change.Product, change.Commit, tag, phrases, supposed.Now.Verdict, supposed.Changed, supposed.Then);
}
