using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Steward.Changes;
using Steward.Kernel;
using Xunit;

namespace Steward.TestKit.Hosts;

/// <summary>Speaks to a host from the outside: signed webhooks, uploads, the API.</summary>
public sealed class StewardApi(string url, string token) : IDisposable
{
    private readonly HttpClient _http = new()
    {
        BaseAddress = new Uri(url),
        Timeout = TimeSpan.FromSeconds(30),
        DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", token) },
    };

    public async Task RegisterAsync(ProductId product, string source)
    {
        using var answer = await _http.PutAsJsonAsync($"api/products/{product}", new { source, defaultBranch = "main" });
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>Sends the webhook that GitHub would send; gives the status.</summary>
    public Task<HttpResponseMessage> PushAsync(ProductId product, CommitSha before, CommitSha after, string delivery, string reference = "refs/heads/main") =>
        SendWebhookAsync("push", product, delivery, new JsonObject
        {
            ["ref"] = reference,
            ["before"] = before.ToString(),
            ["after"] = after.ToString(),
            ["pusher"] = new JsonObject { ["name"] = "ada" },
        });

    /// <summary>Sends what GitHub sends about a workflow run of the file tests.yml.</summary>
    public async Task WorkflowRunAsync(ChangeId change, string action, long run, int attempt, string? conclusion = null)
    {
        using var answer = await SendWebhookAsync("workflow_run", change.Product, $"run-{run}-{attempt}-{action.Replace('_', '-')}", new JsonObject
        {
            ["action"] = action,
            ["workflow_run"] = new JsonObject
            {
                ["id"] = run,
                ["run_attempt"] = attempt,
                ["name"] = "Tests",
                ["path"] = ".github/workflows/tests.yml",
                ["head_sha"] = change.Commit.ToString(),
                ["conclusion"] = conclusion,
            },
        });
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
    }

    private async Task<HttpResponseMessage> SendWebhookAsync(string name, ProductId product, string delivery, JsonObject fields)
    {
        var body = new JsonObject
        {
            ["repository"] = new JsonObject { ["full_name"] = product.ToString(), ["name"] = product.Name, ["owner"] = new JsonObject { ["login"] = product.Owner } },
            ["sender"] = new JsonObject { ["login"] = "ada" },
        };
        foreach (var (field, value) in fields) body[field] = value?.DeepClone();
        var bytes = Json.WriteBytes(body);
        var content = new ByteArrayContent(bytes) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        content.Headers.Add("X-GitHub-Event", name);
        content.Headers.Add("X-GitHub-Delivery", delivery);
        var mac = HMACSHA256.HashData(System.Text.Encoding.UTF8.GetBytes(HostProcess.Secret), bytes);
        content.Headers.Add("X-Hub-Signature-256", "sha256=" + Convert.ToHexStringLower(mac));
        return await _http.PostAsync("api/github/webhooks", content);
    }

    public async Task<JsonElement> UploadAsync(ChangeId change, string set, string report, int attempt = 1, string? shard = null)
    {
        var part = shard is null ? "" : $"&shard={shard}";
        using var answer = await _http.PostAsync($"api/results/{change.Product}/{change.Commit}?set={set}&attempt={attempt}{part}", new StringContent(report));
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    public async Task<ChangeRecord?> ChangeAsync(ChangeId change)
    {
        using var answer = await _http.GetAsync($"api/products/{change.Product}/changes/{change.Commit}");
        return answer.StatusCode == HttpStatusCode.NotFound ? null : await answer.Content.ReadFromJsonAsync<ChangeRecord>(Json.Options);
    }

    public async Task<ChangeRecord> DecidedAsync(ChangeId change, int seconds = 90)
    {
        ChangeRecord? record = null;
        await Eventually.TrueAsync($"{change} is decided", async () => (record = await ChangeAsync(change))?.State == ChangeState.Decided, seconds);
        return record!;
    }

    public async Task<T> GetAsync<T>(string path) => (await _http.GetFromJsonAsync<T>(path, Json.Options))!;

    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request) => _http.SendAsync(request);

    public void Dispose() => _http.Dispose();
}
