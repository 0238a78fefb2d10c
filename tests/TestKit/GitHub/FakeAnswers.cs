using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Steward.TestKit.GitHub;

/// <summary>Answers as GitHub writes them.</summary>
public static class FakeAnswers
{
    private static readonly JsonSerializerOptions Options = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <summary>JSON in snake case.</summary>
    public static IResult Json(object value, int status = 200) =>
        Results.Text(JsonSerializer.Serialize(value, Options), "application/json; charset=utf-8", Encoding.UTF8, status);

    public static IResult NotFound() => Message(404, "Not Found");

    public static IResult Unprocessable(string message) => Message(422, message);

    /// <summary>A refusal with GitHub's message.</summary>
    public static IResult Message(int status, string message) => Json(new { message, documentation_url = "https://docs.github.com/rest" }, status);

    /// <summary>A refusal with a body of the test's own.</summary>
    public static IResult Problem(int status, string body) => Results.Text(body, "application/json; charset=utf-8", Encoding.UTF8, status);
}
