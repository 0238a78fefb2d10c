using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Steward.TestKit.GitHub;

/// <summary>GraphQL by the operations' names: the fake knows what each asks for, and reads its variables.</summary>
public sealed partial class FakeGraphQl : IFakeResource
{
    private readonly Dictionary<string, Func<FakeRepository, JsonElement, Task<object>>> _operations = new()
    {
        ["Blame"] = FakeGraphQlAnswers.BlameAsync,
        ["Blobs"] = FakeGraphQlAnswers.BlobsAsync,
        ["Tags"] = FakeGraphQlAnswers.TagsAsync,
    };

    /// <summary>Adds an operation; it answers with the <c>repository</c> of the data.</summary>
    public void Add(string name, Func<FakeRepository, JsonElement, Task<object>> answer) => _operations[name] = answer;

    public void Map(IEndpointRouteBuilder routes, FakeGitHub github) => routes.MapPost("/graphql", async (Question question) =>
    {
        var name = Operation().Match(question.Query).Groups["name"].Value;
        var variables = question.Variables;
        if (github.Find(variables.GetProperty("owner").GetString()!, variables.GetProperty("name").GetString()!) is not { } repository)
            return Error("NOT_FOUND", "Could not resolve to a Repository.");
        if (_operations.TryGetValue(name, out var operation)) return FakeAnswers.Json(new { data = new { repository = await operation(repository, variables) } });
        github.Unexpected($"GraphQL {question.Query}");
        return Error("UNKNOWN", $"The fake does not know the operation '{name}'.");
    });

    private static IResult Error(string type, string message) => FakeAnswers.Json(new { data = (object?)null, errors = new[] { new { type, message } } });

    [GeneratedRegex(@"^\s*query\s+(?<name>\w+)", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Operation();

    private sealed record Question(string Query, JsonElement Variables);
}
