using System.Globalization;
using System.Net.Mime;
using Microsoft.AspNetCore.Http;
using Steward.Kernel;
using Steward.Web.Dashboard;
using Steward.Web.Dashboard.Pages;

namespace Steward.Web.Problems;

/// <summary>Answers problems: as application/problem+json to programs, as a page to people.</summary>
/// <param name="pages">Renders pages.</param>
internal sealed class ProblemAnswers(PageRenderer pages)
{
    public Task WriteAsync(HttpContext context, Problem problem)
    {
        var response = context.Response;
        response.StatusCode = problem.Status;
        if (problem.RetryAfter is { } wait)
            response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        if (problem.Status == StatusCodes.Status401Unauthorized) response.Headers.WWWAuthenticate = "Bearer realm=\"steward\"";
        return IsForPeople(context.Request) ? WritePageAsync(context, problem) : WriteJsonAsync(response, problem);
    }

    private static bool IsForPeople(HttpRequest request) =>
        !request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase) && !request.Path.StartsWithSegments("/health", StringComparison.OrdinalIgnoreCase)
        && request.Headers.Accept.ToString().Contains(MediaTypeNames.Text.Html, StringComparison.OrdinalIgnoreCase);

    private static Task WriteJsonAsync(HttpResponse response, Problem problem) =>
        response.WriteAsJsonAsync(problem, Json.Options, MediaTypeNames.Application.ProblemJson, response.HttpContext.RequestAborted);

    private Task WritePageAsync(HttpContext context, Problem problem) =>
        problem.Status == StatusCodes.Status401Unauthorized
            ? pages.WriteAsync<SignInPage>(context, [])
            : pages.WriteAsync<ProblemPage>(context, new() { [nameof(ProblemPage.Problem)] = problem });
}
