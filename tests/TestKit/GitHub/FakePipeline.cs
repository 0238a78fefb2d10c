using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Steward.TestKit.GitHub;

/// <summary>What happens to every call before its route is looked for.</summary>
internal static class FakePipeline
{
    public static Func<HttpContext, RequestDelegate, Task> RecordAsync(FakeGitHub github) => async (http, next) =>
    {
        http.Request.EnableBuffering();
        var body = await new StreamReader(http.Request.Body, Encoding.UTF8, leaveOpen: true).ReadToEndAsync();
        http.Request.Body.Position = 0;
        http.Response.OnStarting(() =>
        {
            var counted = github.Calls.Count(c => c.Counts);
            http.Response.Headers.TryAdd("x-ratelimit-limit", "5000");
            http.Response.Headers.TryAdd("x-ratelimit-remaining", $"{Math.Max(1, 5000 - counted)}");
            // Before the answer goes out, so that who has it finds the call recorded.
            Record(github, http, body);
            return Task.CompletedTask;
        });
        // GitHub reads JSON whatever the content type says, and Octokit says "form".
        if (body.Length > 0) http.Request.ContentType = "application/json";
        await next(http);
    };

    public static Func<HttpContext, RequestDelegate, Task> FaultsAsync(FakeGitHub github) => async (http, next) =>
    {
        if (github.TakeFault(http.Request.Path) is not { } fault)
        {
            await next(http);
            return;
        }

        if (fault.Status == 0)
        {
            Record(github, http, "");
            http.Abort();
            return;
        }

        if (fault.Status == FakeFault.Stall)
        {
            http.Response.ContentLength = 1000;
            await http.Response.WriteAsync("{", http.RequestAborted);
            await http.Response.Body.FlushAsync(http.RequestAborted);
            await Task.Delay(Timeout.Infinite, http.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
            return;
        }

        foreach (var (name, value) in fault.Headers) http.Response.Headers[name] = value;
        await FakeAnswers.Problem(fault.Status, fault.Body).ExecuteAsync(http);
    };

    public static Func<HttpContext, RequestDelegate, Task> CredentialsAsync(FakeGitHub github) => async (http, next) =>
    {
        var refusal = await github.App.RefusalAsync(github, http.Request);
        if (refusal is null) await next(http);
        else await refusal.ExecuteAsync(http);
    };

    public static async Task ETagsAsync(HttpContext http, RequestDelegate next)
    {
        var real = http.Response.Body;
        var buffer = new MemoryStream();
        http.Response.Body = buffer;
        await next(http);
        http.Response.Body = real;
        if (http.Request.Method == "GET" && http.Response.StatusCode == 200)
        {
            var tag = $"W/\"{Convert.ToHexStringLower(SHA256.HashData(buffer.ToArray()))}\"";
            http.Response.Headers.ETag = tag;
            if (http.Request.Headers.IfNoneMatch.Contains(tag))
            {
                http.Response.StatusCode = 304;
                http.Response.ContentLength = null;
                http.Response.Headers.ContentType = default;
                return;
            }
        }

        if (buffer.Length > 0) await real.WriteAsync(buffer.ToArray());
    }

    public static RequestDelegate Unknown(FakeGitHub github) => http =>
    {
        github.Unexpected($"{http.Request.Method} {http.Request.Path}{http.Request.QueryString}");
        return FakeAnswers.NotFound().ExecuteAsync(http);
    };

    // Once a call: one that is broken off may or may not come to the point where its answer would begin.
    private static void Record(FakeGitHub github, HttpContext http, string body)
    {
        if (!http.Items.TryAdd(nameof(Record), true)) return;
        github.Record(new FakeCall(http.Request.Method, http.Request.Path, http.Request.QueryString.ToString(), body, http.Response.StatusCode));
    }
}
