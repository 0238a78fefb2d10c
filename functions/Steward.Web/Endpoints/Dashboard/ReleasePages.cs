using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Steward.Answers;
using Steward.Kernel;
using Steward.Ledger;
using Steward.Stages.Monitoring.Errors.Reports;
using Steward.Stages.Release.Code;
using Steward.Stages.Release.Instructions;
using Steward.Stages.Release.Releases;
using Steward.Web.Dashboard;
using Steward.Web.Dashboard.Pages;
using Steward.Web.Http;

namespace Steward.Web.Endpoints.Dashboard;

/// <summary>The dashboard's pages about releases.</summary>
public sealed class ReleasePages : IEndpointGroup
{
    private const int MaxCommits = 200;

    /// <inheritdoc/>
    public void Map(IEndpointRouteBuilder routes)
    {
        var pages = routes.MapPages("/products/{owner}/{name}/releases");
        pages.MapGet("", ListAsync).WithSummary("The releases of a product.");
        pages.MapGet("{release}", ShowAsync).WithSummary("One release: its verdict, its commits, its evidence and its passport.");
    }

    private static async Task<IResult> ListAsync(
        [AsParameters] ProductRoute route, long? older, ProductOverview overview, ReleaseReader reader, CancellationToken cancellation)
    {
        var product = await overview.RequireAsync(route.Id, cancellation);
        return new PageResult<ReleasesPage>(new()
        {
            [nameof(ReleasesPage.Product)] = product.Id,
            [nameof(ReleasesPage.IsFirst)] = older is null,
            [nameof(ReleasesPage.List)] = await reader.PageAsync(product.Id, older, PageGroups.Shown, cancellation),
        });
    }

    private static async Task<IResult> ShowAsync(
        [AsParameters] ReleaseRoute route, [AsParameters] ReleaseShelf shelf, ErrorReports errors, EvidenceReader evidence, CancellationToken cancellation)
    {
        var release = await shelf.Reader.FindAsync(route.Product, route.Tag, cancellation);
        var about = new[] { Subject.Release(release.Tag, release.Commit), Subject.Commit(release.Commit) };
        var (history, problem) = await HistoryAsync(route.Product, release, shelf.Histories, cancellation);
        return new PageResult<ReleasePage>(new()
        {
            [nameof(ReleasePage.Product)] = route.Product,
            [nameof(ReleasePage.Release)] = release,
            [nameof(ReleasePage.History)] = history,
            [nameof(ReleasePage.NoHistory)] = problem,
            [nameof(ReleasePage.Instructions)] = await InstructionsAsync(new ChangeId(route.Product, release.Commit), shelf.Instructions, cancellation),
            [nameof(ReleasePage.Code)] = await shelf.Code.FindAsync(route.Product, release.Commit, cancellation),
            [nameof(ReleasePage.HasErrors)] = (await errors.ReleasesAsync(route.Product, cancellation)).Any(r => r.Tag == release.Tag),
            [nameof(ReleasePage.Evidence)] = await evidence.CheckAsync(route.Product, about, cancellation),
        });
    }

    // The commits are read from the repository, which may be out of reach; what was decided is in the ledger, and is shown all the same.
    private static async Task<(ReleaseHistory? History, string? Problem)> HistoryAsync(
        ProductId product, ReleaseView release, ReleaseHistories histories, CancellationToken cancellation)
    {
        try
        {
            var request = new ReleaseRequest(product, release.Tag, release.Commit, "", release.AskedAt);
            return (await histories.ReadAsync(request, MaxCommits, cancellation), null);
        }
        catch (StewardException unreadable)
        {
            return (null, unreadable.Message);
        }
    }

    // None where the policy asks for none; where they cannot be read, the verdict tree says what was decided.
    private static async Task<InstructionsView?> InstructionsAsync(ChangeId change, InstructionDesk desk, CancellationToken cancellation)
    {
        try
        {
            return await desk.ListAsync(change, cancellation);
        }
        catch (StewardException)
        {
            return null;
        }
    }
}

/// <summary>Where what the page of a release shows is read.</summary>
/// <param name="Reader">Releases.</param>
/// <param name="Histories">Their commits.</param>
/// <param name="Instructions">What people did for them.</param>
/// <param name="Code">What was accounted for of their code.</param>
internal readonly record struct ReleaseShelf(ReleaseReader Reader, ReleaseHistories Histories, InstructionDesk Instructions, RecordedCode Code);
