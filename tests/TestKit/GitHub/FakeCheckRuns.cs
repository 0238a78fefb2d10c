using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Steward.TestKit.GitHub;

/// <summary>A check run; the fields that were sent, as they were sent.</summary>
public sealed record FakeCheckRun(long Id, string HeadSha)
{
    public Dictionary<string, JsonElement> Fields { get; } = [];

    public string? this[string field] => Fields.TryGetValue(field, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    public string? Title => Fields["output"].GetProperty("title").GetString();

    public string? Summary => Fields["output"].GetProperty("summary").GetString();

    public string? Text => Fields["output"].TryGetProperty("text", out var text) ? text.GetString() : null;

    /// <summary>All annotations that were ever sent: GitHub adds them and removes none.</summary>
    public List<JsonElement> Annotations { get; } = [];
}

/// <summary>Check runs, with GitHub's limits.</summary>
internal sealed class FakeCheckRuns : IFakeResource
{
    private static readonly string[] Conclusions =
        ["action_required", "cancelled", "failure", "neutral", "success", "skipped", "stale", "timed_out"];

    private long _last;

    public void Map(IEndpointRouteBuilder routes, FakeGitHub github)
    {
        routes.MapPost("/repos/{owner}/{name}/check-runs", async (string owner, string name, Dictionary<string, JsonElement> body) =>
        {
            var repository = github.Find(owner, name)!;
            var sha = body["head_sha"].GetString()!;
            if (await repository.ResolveAsync($"{sha}^{{commit}}") is null) return FakeAnswers.Unprocessable("No commit found for SHA: " + sha);
            return Write(repository, new FakeCheckRun(Interlocked.Increment(ref _last), sha), body, 201);
        });
        routes.MapPatch("/repos/{owner}/{name}/check-runs/{id:long}", (string owner, string name, long id, Dictionary<string, JsonElement> body) =>
        {
            var repository = github.Find(owner, name)!;
            return repository.CheckRuns.FirstOrDefault(r => r.Id == id) is { } run ? Write(repository, run, body, 200) : FakeAnswers.NotFound();
        });
        routes.MapGet("/repos/{owner}/{name}/check-runs/{id:long}/annotations", (string owner, string name, long id, int per_page, int page) =>
            github.Find(owner, name)!.CheckRuns.FirstOrDefault(r => r.Id == id) is { } run
                ? FakeAnswers.Json(run.Annotations.Skip((page - 1) * per_page).Take(per_page))
                : FakeAnswers.NotFound());
        routes.MapGet("/repos/{owner}/{name}/commits/{sha}/check-runs", (string owner, string name, string sha, string check_name, int per_page, int page) =>
        {
            var runs = github.Find(owner, name)!.CheckRuns.Where(r => r.HeadSha == sha && r["name"] == check_name).ToList();
            return FakeAnswers.Json(new { total_count = runs.Count, check_runs = runs.Skip((page - 1) * per_page).Take(per_page).Select(Shape) });
        });
    }

    private static IResult Write(FakeRepository repository, FakeCheckRun run, Dictionary<string, JsonElement> body, int status)
    {
        if (Problem(body) is { } problem) return FakeAnswers.Unprocessable(problem);
        foreach (var (field, value) in body) run.Fields[field] = value;
        run.Annotations.AddRange(FakeAnnotations.Of(body));
        if (run["status"] != "completed") run.Fields.Remove("conclusion");
        if (!repository.CheckRuns.Contains(run)) repository.CheckRuns.Add(run);
        return FakeAnswers.Json(Shape(run), status);
    }

    private static string? Problem(Dictionary<string, JsonElement> body)
    {
        string? Text(string field) => body.TryGetValue(field, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        if (Text("name") is not { Length: > 0 }) return "Invalid request.\n\n\"name\" wasn't supplied.";
        if (Text("status") == "completed" && !Conclusions.Contains(Text("conclusion"))) return "Invalid request.\n\nconclusion is required for completed.";
        if (!body.TryGetValue("output", out var output)) return null;
        if (output.GetProperty("title").GetString() is not { Length: > 0 and <= 255 }) return "Invalid request.\n\ntitle is too long or missing.";
        if ((TooLong(output, "summary") ?? TooLong(output, "text")) is { } field) return $"Invalid request.\n\nOnly 65535 characters are allowed in {field}.";
        return output.TryGetProperty("summary", out _) ? FakeAnnotations.Problem(body) : "Invalid request.\n\n\"summary\" wasn't supplied.";
    }

    private static string? TooLong(JsonElement output, string field) =>
        output.TryGetProperty(field, out var text) && Encoding.UTF8.GetByteCount(text.GetString() ?? "") > 65_535 ? field : null;

    private static Dictionary<string, object> Shape(FakeCheckRun run)
    {
        var shape = run.Fields.ToDictionary(f => f.Key, f => (object)f.Value);
        shape["id"] = run.Id;
        shape["head_sha"] = run.HeadSha;
        shape["output"] = new { title = run.Title, summary = run.Summary, text = run.Text, annotations_count = run.Annotations.Count };
        return shape;
    }
}
