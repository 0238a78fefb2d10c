using System.Text;
using Microsoft.AspNetCore.Http;
using Steward.TestKit.Git;

namespace Steward.TestKit.GitHub;

/// <summary>
/// Private repositories over HTTP: <c>/OWNER/NAME.git</c>, for whoever brings a token of the app's installation as the password of <c>x-access-token</c>. Others are asked for one, and are
/// told nothing of what is there.
/// </summary>
internal static class FakeClones
{
    private const string Suffix = ".git";

    public static Func<HttpContext, RequestDelegate, Task> ServeAsync(FakeGitHub github) => async (http, next) =>
    {
        if (http.Request.Path.Value!.Split('/', 4) is not ["", var owner, var name, var rest] || !name.EndsWith(Suffix, StringComparison.Ordinal)) await next(http);
        else if (Password(http.Request) is not { } token) Challenge(github, http);
        else if (github.Find(owner, name[..^Suffix.Length]) is not { } repository || !github.App.Opens(github, token, repository.Installation)) Answer(github, http, 404);
        else
        {
            github.Record(new FakeCall(http.Request.Method, http.Request.Path, http.Request.QueryString.ToString(), "", 200));
            await GitHttpBackend.ServeAsync(http, repository.Path, $"/{rest}");
        }
    };

    private static string? Password(HttpRequest request)
    {
        if (request.Headers.Authorization.ToString().Split(' ', 2) is not ["Basic", var encoded]) return null;
        return Encoding.UTF8.GetString(Convert.FromBase64String(encoded)).Split(':', 2) is ["x-access-token", var password] ? password : "";
    }

    private static void Challenge(FakeGitHub github, HttpContext http)
    {
        http.Response.Headers.WWWAuthenticate = "Basic realm=\"GitHub\"";
        Answer(github, http, 401);
    }

    private static void Answer(FakeGitHub github, HttpContext http, int status)
    {
        http.Response.StatusCode = status;
        github.Record(new FakeCall(http.Request.Method, http.Request.Path, http.Request.QueryString.ToString(), "", status));
    }
}
