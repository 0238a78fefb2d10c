using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Steward.TestKit.Git;

namespace Steward.TestKit.GitHub;

/// <summary>Git blobs, raw or wrapped in JSON.</summary>
internal sealed class FakeBlobs : IFakeResource
{
    public void Map(IEndpointRouteBuilder routes, FakeGitHub github) =>
        routes.MapGet("/repos/{owner}/{name}/git/blobs/{sha}", async (string owner, string name, string sha, HttpRequest request) =>
        {
            var repository = github.Find(owner, name)!;
            if (await ReadAsync(repository, sha) is not { } content) return FakeAnswers.NotFound();
            return request.Headers.Accept.ToString().Contains("raw", StringComparison.Ordinal)
                ? Results.Bytes(content, "application/vnd.github.raw+json; charset=utf-8")
                : FakeAnswers.Json(new { sha, size = content.Length, encoding = "base64", content = Convert.ToBase64String(content) });
        });

    private static async Task<byte[]?> ReadAsync(FakeRepository repository, string sha)
    {
        try
        {
            return await GitProgram.RunBytesAsync(repository.Path, ["cat-file", "blob", sha]);
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
