using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Steward.Kernel;
using Xunit;

namespace Steward.TestKit.Web;

/// <summary>What tests ask of answers.</summary>
public static class HttpAsserts
{
    /// <summary>The answer is application/problem+json of a status; gives its sentence.</summary>
    public static async Task<string> ProblemAsync(this Task<HttpResponseMessage> asked, HttpStatusCode status)
    {
        using var answer = await asked;
        var body = await answer.Content.ReadAsStringAsync();
        Assert.True(status == answer.StatusCode, $"{answer.StatusCode}: {body}");
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        var problem = JsonNode.Parse(body)!;
        Assert.Equal((int)status, (int)problem["status"]!);
        return (string)problem["detail"]!;
    }

    /// <summary>The answer is 2xx; gives its body.</summary>
    public static async Task<T> OkAsync<T>(this Task<HttpResponseMessage> asked)
    {
        using var answer = await asked;
        Assert.True(answer.IsSuccessStatusCode, $"{answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");
        return (await answer.Content.ReadFromJsonAsync<T>(Json.Options))!;
    }

    public static Task<HttpResponseMessage> SendJsonAsync(this HttpClient client, HttpMethod method, string path, object body) =>
        client.SendAsync(new HttpRequestMessage(method, path) { Content = JsonContent.Create(body, body.GetType(), options: Json.Options) });

    public static Task<HttpResponseMessage> PostJsonAsync(this HttpClient client, string path, object body) =>
        client.SendJsonAsync(HttpMethod.Post, path, body);
}
