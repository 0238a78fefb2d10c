using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Steward.TestKit.GitHub;

/// <summary>A job of a workflow run.</summary>
/// <param name="Run">The run.</param>
/// <param name="RunAttempt">The attempt that it ran in.</param>
/// <param name="Name">Its name.</param>
/// <param name="Conclusion">What it came to; null while it runs.</param>
public sealed record FakeJob(long Run, int RunAttempt, string Name, string? Conclusion = null)
{
    /// <summary>The attempts that list it: its own, and those that took it over.</summary>
    public int[] TakenOverBy { get; init; } = [];
}

/// <summary>The jobs of workflow runs, by attempt and page by page.</summary>
internal sealed class FakeWorkflows : IFakeResource
{
    private const int PageSize = 30;
    private const int MaxPageSize = 100;

    public void Map(IEndpointRouteBuilder routes, FakeGitHub github)
    {
        routes.MapGet("/repos/{owner}/{name}/actions/runs/{run:long}/attempts/{attempt:int}/jobs", (string owner, string name, long run, int attempt, int? per_page, int? page) =>
        {
            var all = github.Find(owner, name)!.Jobs.Where(j => j.Run == run).ToList();
            var listed = all.Where(j => j.RunAttempt == attempt || j.TakenOverBy.Contains(attempt)).ToList();
            return all.Count == 0 ? FakeAnswers.NotFound() : Page(listed, per_page, page);
        });
    }

    private static Microsoft.AspNetCore.Http.IResult Page(List<FakeJob> jobs, int? size, int? page)
    {
        var each = Math.Min(size ?? PageSize, MaxPageSize);
        var shown = jobs.Skip(((page ?? 1) - 1) * each).Take(each).Select((j, i) => new
        {
            Id = (j.Run * 1000) + i, RunId = j.Run, j.RunAttempt, j.Name, Status = j.Conclusion is null ? "in_progress" : "completed", j.Conclusion,
        });
        return FakeAnswers.Json(new { TotalCount = jobs.Count, Jobs = shown });
    }
}
