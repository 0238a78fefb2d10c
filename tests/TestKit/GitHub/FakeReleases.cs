using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Steward.TestKit.GitHub;

/// <summary>A release on GitHub.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Tag">Its tag.</param>
public sealed record FakeRelease(long Id, string Tag)
{
    /// <summary>Its notes; null: none were written.</summary>
    public string? Body { get; set; }
}

/// <summary>Releases by tag, and the change of their notes.</summary>
internal sealed class FakeReleases : IFakeResource
{
    private const int MaxBody = 125_000;

    public void Map(IEndpointRouteBuilder routes, FakeGitHub github)
    {
        routes.MapGet("/repos/{owner}/{name}/releases/tags/{**tag}", (string owner, string name, string tag) => Shown(Of(github, owner, name).FirstOrDefault(r => r.Tag == tag)));
        routes.MapPatch("/repos/{owner}/{name}/releases/{id:long}", (string owner, string name, long id, Dictionary<string, JsonElement> body) =>
        {
            if (Of(github, owner, name).FirstOrDefault(r => r.Id == id) is not { } release) return FakeAnswers.NotFound();
            if (!body.TryGetValue("body", out var text)) return Shown(release);
            if (text.GetString()?.Length > MaxBody) return FakeAnswers.Unprocessable("body is too long (maximum is 125000 characters)");
            release.Body = text.GetString();
            return Shown(release);
        });
    }

    private static ConcurrentQueue<FakeRelease> Of(FakeGitHub github, string owner, string name) => github.Find(owner, name)!.Releases;

    private static IResult Shown(FakeRelease? release) =>
        release is null ? FakeAnswers.NotFound() : FakeAnswers.Json(new { id = release.Id, tag_name = release.Tag, name = release.Tag, draft = false, body = release.Body });
}
