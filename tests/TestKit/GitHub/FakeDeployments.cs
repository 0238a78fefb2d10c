using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Steward.TestKit.GitHub;

/// <summary>A deployment that waits for its custom protection rule.</summary>
/// <param name="Run">The workflow run.</param>
/// <param name="Environment">The environment.</param>
public sealed record FakeDeployment(long Run, string Environment)
{
    /// <summary>approved or rejected; null while it waits.</summary>
    public string? State { get; set; }

    /// <summary>Every comment that was taken, oldest first, the decision's included.</summary>
    public ConcurrentQueue<string> Comments { get; } = new();
}

/// <summary>
/// Answers of custom deployment protection rules
/// (https://docs.github.com/rest/actions/workflow-runs#review-custom-deployment-protection-rules-for-a-workflow-run): a comment of at most 1,024 characters, 10 of them, one decision.
/// </summary>
internal sealed class FakeDeployments : IFakeResource
{
    private const int MaxComments = 10;

    public void Map(IEndpointRouteBuilder routes, FakeGitHub github) => routes.MapPost(
        "/repos/{owner}/{name}/actions/runs/{run:long}/deployment_protection_rule", (string owner, string name, long run, Dictionary<string, JsonElement> body) =>
        {
            var ofRun = github.Find(owner, name)!.Deployments.Where(d => d.Run == run).ToList();
            if (ofRun.Count == 0) return FakeAnswers.NotFound();
            if (Text(body, "environment_name") is not { Length: > 0 } environment) return FakeAnswers.Unprocessable("Invalid request.\n\n\"environment_name\" wasn't supplied.");
            return ofRun.Find(d => d.Environment == environment) is { } deployment
                ? Take(deployment, Text(body, "state"), Text(body, "comment"))
                : FakeAnswers.Unprocessable("There are no pending deployment requests for this environment.");
        });

    private static IResult Take(FakeDeployment deployment, string? state, string? comment)
    {
        lock (deployment)
        {
            if (deployment.State is not null) return FakeAnswers.Unprocessable("There are no pending deployment requests to approve or reject.");
            if (state is not (null or "approved" or "rejected")) return FakeAnswers.Unprocessable("Invalid request.\n\nstate is not a member of approved, rejected.");
            if (state is null && comment is null) return FakeAnswers.Unprocessable("Invalid request.\n\nNeither state nor comment was supplied.");
            if (comment?.Length > 1024) return FakeAnswers.Unprocessable("Invalid request.\n\nOnly 1024 characters are allowed in comment.");
            if (comment is not null && deployment.Comments.Count == MaxComments) return FakeAnswers.Unprocessable("No more than 10 comments are allowed.");
            if (comment is not null) deployment.Comments.Enqueue(comment);
            deployment.State = state;
            return Results.NoContent();
        }
    }

    private static string? Text(Dictionary<string, JsonElement> body, string field) =>
        body.TryGetValue(field, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
