using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Steward.TestKit.Git;

/// <summary>Serves a repository over HTTP by git's own <c>git http-backend</c>, as CGI (RFC 3875).</summary>
internal static class GitHttpBackend
{
    /// <summary>Answers one request.</summary>
    /// <param name="http">The request.</param>
    /// <param name="repository">The repository's folder.</param>
    /// <param name="rest">The path below it: <c>/info/refs</c>.</param>
    public static async Task ServeAsync(HttpContext http, string repository, string rest)
    {
        var start = new ProcessStartInfo("git", ["-c", "safe.directory=*", "http-backend"]) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in Variables(http.Request, repository, rest)) start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var notes = process.StandardError.ReadToEndAsync();
        await http.Request.Body.CopyToAsync(process.StandardInput.BaseStream);
        process.StandardInput.Close();
        var output = new MemoryStream();
        await process.StandardOutput.BaseStream.CopyToAsync(output);
        await process.WaitForExitAsync();
        await notes;
        await AnswerAsync(http.Response, output.ToArray());
    }

    private static IEnumerable<(string Name, string Value)> Variables(HttpRequest request, string repository, string rest) =>
    [
        ("PATH_TRANSLATED", repository + rest), ("GIT_HTTP_EXPORT_ALL", "1"), ("REQUEST_METHOD", request.Method), ("QUERY_STRING", request.QueryString.ToString().TrimStart('?')),
        ("CONTENT_TYPE", request.ContentType ?? ""), ("HTTP_CONTENT_ENCODING", request.Headers.ContentEncoding.ToString()), ("GIT_PROTOCOL", request.Headers["Git-Protocol"].ToString()),
    ];

    private static async Task AnswerAsync(HttpResponse response, byte[] output)
    {
        var end = output.AsSpan().IndexOf("\r\n\r\n"u8);
        foreach (var line in System.Text.Encoding.ASCII.GetString(output, 0, end).Split("\r\n"))
        {
            var (name, value) = (line[..line.IndexOf(':', StringComparison.Ordinal)], line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim());
            if (name == "Status") response.StatusCode = int.Parse(value.Split(' ')[0], CultureInfo.InvariantCulture);
            else response.Headers[name] = value;
        }

        await response.Body.WriteAsync(output.AsMemory(end + 4));
    }
}
