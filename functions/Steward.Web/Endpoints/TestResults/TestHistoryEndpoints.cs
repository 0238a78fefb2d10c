using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Steward.Access;
using Steward.Kernel;
using Steward.Stages.Testing.History;
using Steward.Web.Http;

namespace Steward.Web.Endpoints.TestResults;

/// <summary>The tests of a product over time.</summary>
public sealed class TestHistoryEndpoints : IEndpointGroup
{
    private const int DefaultCount = 20;
    private const int DefaultEntries = 100;

    /// <inheritdoc/>
    public void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/products/{owner}/{name}/tests").WithTags("Tests");
        group.MapGet("", RunsAsync).RequireLevel(AccessLevel.Read)
            .WithSummary("The test sets with their newest runs; with set=NAME its runs, newest first, count=20 at most 100, with older=PLACE those after a page.");
        group.MapGet("history", HistoryAsync).RequireLevel(AccessLevel.Read)
            .WithSummary("The newest results (count=100, at most 1000) of one test of a set (test=full name or id), its flakiness, its duration, and since which change it is red.");
        group.MapGet("flaky", FlakyAsync).RequireLevel(AccessLevel.Read)
            .WithSummary("The tests of a set that passed and failed on the same commit, with the commits that show it; count=20, at most 100.");
        group.MapGet("slowest", SlowestAsync).RequireLevel(AccessLevel.Read)
            .WithSummary("The slowest tests of a set, and those that became slower; count=20, at most 100.");
    }

    private static async Task<IResult> RunsAsync(
        [AsParameters] ProductRoute route, string? set, string? older, int? count, TestHistoryReader reader, CancellationToken cancellation) =>
        set is null
            ? Results.Json(await reader.SetsAsync(route.Id, cancellation), Json.Options)
            : Results.Json(await reader.RunsAsync(route.Id, set, older, count ?? DefaultCount, cancellation), Json.Options);

    private static async Task<IResult> HistoryAsync(
        [AsParameters] ProductRoute route, string? set, string? test, int? count, TestHistoryReader reader, CancellationToken cancellation) =>
        Results.Json(await reader.TestAsync(route.Id, Named("set", set), Named("test", test), count ?? DefaultEntries, cancellation), Json.Options);

    private static async Task<IResult> FlakyAsync(
        [AsParameters] ProductRoute route, string? set, int? count, TestTrends trends, CancellationToken cancellation) =>
        Results.Json(await trends.FlakyAsync(route.Id, Named("set", set), count ?? DefaultCount, cancellation), Json.Options);

    private static async Task<IResult> SlowestAsync(
        [AsParameters] ProductRoute route, string? set, int? count, TestTrends trends, CancellationToken cancellation) =>
        Results.Json(await trends.SlowestAsync(route.Id, Named("set", set), count ?? DefaultCount, cancellation), Json.Options);

    private static string Named(string name, string? value) =>
        value is { Length: > 0 } ? value : throw StewardException.Invalid($"{name} is missing: give it as {name}=NAME.");
}
