using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Steward.TestKit.GitHub;

namespace Steward.TestKit.Seats;

/// <summary>An organisation of the fake GitHub with its plan, members and Copilot seats, page by page.</summary>
public sealed class FakeSeats : IFakeResource
{
    /// <summary>The seats of the plan; null: GitHub does not show it.</summary>
    public int? PlanSeats { get; set; } = 10;

    /// <summary>The members' logins.</summary>
    public IList<string> Members { get; set; } = [];

    /// <summary>Copilot: the seats bought, null where there is no Copilot.</summary>
    public int? CopilotSeats { get; set; }

    /// <summary>Who has a seat of Copilot, since when, and when they used it last.</summary>
    public IList<(string Login, DateTimeOffset Since, DateTimeOffset? Used)> Copilot { get; set; } = [];

    /// <inheritdoc/>
    public void Map(IEndpointRouteBuilder routes, FakeGitHub github)
    {
        routes.MapGet("/orgs/{org}", (string org) =>
            FakeAnswers.Json(new { Login = org, Plan = PlanSeats is { } seats ? new { Name = "team", Seats = seats, FilledSeats = Members.Count } : null }));
        routes.MapGet("/orgs/{org}/members", (string org, int per_page, int? page, HttpContext context) =>
        {
            var (at, next) = (page ?? 1, (page ?? 1) + 1);
            if (at * per_page < Members.Count)
                context.Response.Headers.Link = $"<{github.Address}orgs/{org}/members?per_page={per_page}&page={next}>; rel=\"next\"";
            return FakeAnswers.Json(Members.Skip((at - 1) * per_page).Take(per_page).Select(m => new { Login = m, Id = 7, Type = "User" }));
        });
        routes.MapGet("/orgs/{org}/copilot/billing/seats", (string org, int per_page, int page) => CopilotSeats is { } seats
            ? FakeAnswers.Json(new
            {
                TotalSeats = seats,
                Seats = Copilot.Skip((page - 1) * per_page).Take(per_page).Select(s => new { CreatedAt = s.Since, LastActivityAt = s.Used, Assignee = new { s.Login } }),
            })
            : FakeAnswers.NotFound());
    }
}
