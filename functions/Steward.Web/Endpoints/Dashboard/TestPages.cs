using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Steward.Changes;
using Steward.Kernel;
using Steward.Stages.Testing.History;
using Steward.Stages.Testing.Showing;
using Steward.Web.Dashboard;
using Steward.Web.Dashboard.Pages;
using Steward.Web.Http;

namespace Steward.Web.Endpoints.Dashboard;

/// <summary>The dashboard's pages about tests: those of one commit, and those of a product over time.</summary>
public sealed class TestPages : IEndpointGroup
{
    private const int TestsOfSet = 100;
    private const int ResultsOfTest = 100;
    private const int Listed = 10;

    /// <inheritdoc/>
    public void Map(IEndpointRouteBuilder routes)
    {
        var pages = routes.MapPages("/products/{owner}/{name}");
        pages.MapGet("changes/{change}/tests", OfCommitAsync).WithSummary("The tests of a commit.");
        pages.MapGet("tests", SetsAsync).WithSummary("The test sets of a product, and how the first one went over time.");
        pages.MapGet("tests/{set}", SetAsync).WithSummary("How a test set went over time.");
        pages.MapGet("tests/{set}/{test}", TestAsync).WithSummary("One test over time.");
    }

    // A full sha is taken as it is: results can be there before the push is.
    private static async Task<IResult> OfCommitAsync(
        [AsParameters] ChangeRoute route, string? set, int? page, ResultsReader reader, ChangeFinder finder, CancellationToken cancellation)
    {
        var change = CommitSha.TryParse(route.Text, out var sha) ? new ChangeId(route.Product, sha) : (await finder.FindAsync(route.Product, route.Text, cancellation)).Id;
        return new PageResult<ResultsPage>(new() { [nameof(ResultsPage.View)] = await reader.ReadAsync(change, new ResultsQuery(set, page ?? 1, TestsOfSet), cancellation) });
    }

    private static async Task<IResult> SetsAsync(
        [AsParameters] ProductRoute route, TestHistoryReader reader, TestTrends trends, CancellationToken cancellation)
    {
        var sets = (await reader.SetsAsync(route.Id, cancellation)).Sets.Where(s => s.Newest is not null).ToList();
        return Page(route.Id, sets, sets.Count == 0 ? null : await TrendsAsync(route.Id, sets[0].Set, reader, trends, cancellation));
    }

    private static async Task<IResult> SetAsync(
        [AsParameters] ProductRoute route, string set, TestHistoryReader reader, TestTrends trends, CancellationToken cancellation)
    {
        var sets = (await reader.SetsAsync(route.Id, cancellation)).Sets.Where(s => s.Newest is not null).ToList();
        return Page(route.Id, sets, await TrendsAsync(route.Id, set, reader, trends, cancellation));
    }

    private static async Task<IResult> TestAsync(
        [AsParameters] ProductRoute route, string set, string test, TestHistoryReader reader, CancellationToken cancellation) =>
        new PageResult<TestPage>(new()
        {
            [nameof(TestPage.Product)] = route.Id,
            [nameof(TestPage.Test)] = await reader.TestAsync(route.Id, set, test, ResultsOfTest, cancellation),
        });

    private static async Task<SetTrends> TrendsAsync(ProductId product, string set, TestHistoryReader reader, TestTrends trends, CancellationToken cancellation)
    {
        var runs = await reader.RunsAsync(product, set, null, TestHistoryReader.MaxRuns, cancellation);
        var flaky = await trends.FlakyAsync(product, set, Listed, cancellation);
        return new SetTrends(set, RunTrend.Of(runs.Runs), flaky, await trends.SlowestAsync(product, set, Listed, cancellation));
    }

    private static PageResult<TestsPage> Page(ProductId product, IReadOnlyList<TestSetStatus> sets, SetTrends? trends) => new(new()
    {
        [nameof(TestsPage.Product)] = product,
        [nameof(TestsPage.Sets)] = sets,
        [nameof(TestsPage.Trends)] = trends,
    });
}
