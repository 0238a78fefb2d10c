using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Steward.Access;
using Steward.Azure.Access;
using Steward.Azure.Errors;
using Steward.Azure.Intake;
using Steward.Azure.Ledger;
using Steward.Azure.Sources;
using Steward.Azure.Storage;
using Steward.Azure.TestHistory;
using Steward.Changes;
using Steward.Engine;
using Steward.Gates;
using Steward.Kernel;
using Steward.Ledger;
using Steward.Policy;
using Steward.Products;
using Steward.Stages;
using Steward.TestKit.Git;
using Steward.TestKit.Web;
using Steward.Web;
using Steward.Web.Endpoints.Intake;
using Xunit;

namespace Steward.TestKit.Uploads;

/// <summary>The real endpoints with real stores on a real Kestrel on loopback; what changes are told is recorded.</summary>
public sealed class UploadHost : IAsyncDisposable
{
    private readonly LoopbackServer _server;
    private readonly HttpClient _client;

    private UploadHost(LoopbackServer server)
    {
        _server = server;
        _client = new HttpClient { BaseAddress = server.Address, Timeout = TimeSpan.FromMinutes(2) };
    }

    public IServiceProvider Services => _server.Services;

    public HttpClient Client => _client;

    /// <summary>The changes that were told of new evidence, with its kind; of evidence about a product: the change without a commit.</summary>
    public IReadOnlyCollection<(ChangeId Change, string Kind)> Told => Services.GetRequiredService<RecordedReopener>().Told;

    public static async Task<UploadHost> StartAsync()
    {
        var account = await Azurite.AccountAsync();
        var host = new UploadHost(await LoopbackServer.StartAsync((services, folder) => AddServices(services, account, folder), app => app.UseStewardWeb()));
        await host.SignInAsync(AccessLevel.Upload);
        return host;
    }

    /// <summary>Sends from now on with a token of a level; null: without one.</summary>
    public async Task SignInAsync(AccessLevel? level)
    {
        if (level is not { } asked)
        {
            _client.DefaultRequestHeaders.Authorization = null;
            return;
        }

        var (secret, _) = await Services.GetRequiredService<AccessTokens>().IssueAsync(new TokenRequest($"ci-{asked}", asked, Replace: true), "test", CancellationToken.None);
        _client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", secret);
    }

    /// <summary>Registers a product whose code is nowhere, or in a repository.</summary>
    public async Task<ProductId> RegisterAsync(string name, GitRepositoryBuilder? repository = null)
    {
        var product = new Product(ProductId.Parse(name), repository?.Source ?? "git:/nowhere", "main", DateTimeOffset.UnixEpoch);
        await Services.GetRequiredService<IProductStore>().PutAsync(product, CancellationToken.None);
        return product.Id;
    }

    public Task<HttpResponseMessage> PostAsync(string path, string body, params (string Name, string Value)[] headers) =>
        PostAsync(path, new ByteArrayContent(Encoding.UTF8.GetBytes(body)), headers);

    public async Task<HttpResponseMessage> PostAsync(string path, HttpContent body, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = body };
        foreach (var (name, value) in headers) request.Headers.Add(name, value);
        return await _client.SendAsync(request);
    }

    /// <summary>Posts a body that is taken in; gives the answer.</summary>
    public Task<JsonNode> OkAsync(string path, string body, params (string Name, string Value)[] headers) =>
        OkAsync(path, new ByteArrayContent(Encoding.UTF8.GetBytes(body)), headers);

    /// <summary>Posts a body that is taken in; gives the answer.</summary>
    public async Task<JsonNode> OkAsync(string path, HttpContent body, params (string Name, string Value)[] headers)
    {
        using var answer = await PostAsync(path, body, headers);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, text);
        return JsonNode.Parse(text)!;
    }

    /// <summary>All evidence about a subject.</summary>
    public async Task<List<LedgerEntry>> EvidenceAsync(ProductId product, Subject subject) =>
        await Services.GetRequiredService<ILedger>().FindAsync(product, subject, CancellationToken.None).ToListAsync();

    /// <summary>What a criterion says of a change as everything is now.</summary>
    public async Task<VerdictNode> JudgeAsync(ChangeId change, string criterion)
    {
        var facts = await Services.GetRequiredService<FactCollector>().CollectAsync(change, new Dictionary<string, string>(), CancellationToken.None);
        return Services.GetRequiredService<StageRegistry>().Criteria.Single(c => c.Name == criterion).Judge(facts);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _server.DisposeAsync();
    }

    private static void AddServices(IServiceCollection services, StorageAccount account, string folder)
    {
        services.AddSingleton(TimeProvider.System).AddSingleton(account)
            .AddIntakeStorage().AddLedgerStorage().AddFileSigner(Path.Combine(folder, "key.pem"), "steward-test").AddErrorStorage().AddTestHistory().AddAccessStorage()
            .AddSources(new SourceOptions { AllowLocalGit = true }).AddStewardWeb(new WebOptions()).AddWebhookEndpoint()
            .AddPolicy().AddSingleton<FactCollector>().AddSingleton<LastLetThrough>()
            .AddSingleton<RecordedReopener>().AddSingleton<IChangeReopener>(p => p.GetRequiredService<RecordedReopener>());
        services.AddCapabilities(new TaskCatalog());
    }
}
