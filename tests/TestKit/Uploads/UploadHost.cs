using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Steward.Access;
using Steward.Azure.Access;
using Steward.Azure.Errors;
using Steward.Azure.Intake;
using Steward.Azure.Ledger;
using Steward.Azure.Sources;
using Steward.Changes;
using Steward.Engine;
using Steward.Gates;
using Steward.Kernel;
using Steward.Ledger;
using Steward.Policy;
using Steward.Products;
using Steward.Stages;
using Steward.TestKit.Git;
using Steward.Web;
using Steward.Web.Endpoints.Intake;

namespace Steward.TestKit.Uploads;

/// <summary>The real endpoints with real stores on a real Kestrel on loopback; what changes are told is recorded.</summary>
public sealed class UploadHost : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly string _folder;
    private readonly HttpClient _client = new() { Timeout = TimeSpan.FromMinutes(2) };

    private UploadHost(WebApplication app, string folder)
    {
        (_app, _folder) = (app, folder);
        _client.BaseAddress = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
    }

    public IServiceProvider Services => _app.Services;

    public HttpClient Client => _client;

    /// <summary>The changes that were told of new evidence, with its kind; of evidence about a product: the change without a commit.</summary>
    public IReadOnlyCollection<(ChangeId Change, string Kind)> Told => ((Recorder)Services.GetRequiredService<IChangeReopener>()).Told;

    public static async Task<UploadHost> StartAsync()
    {
        var folder = Directory.CreateTempSubdirectory("steward-uploads-").FullName;
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(TimeProvider.System).AddSingleton(await Azurite.AccountAsync())
            .AddIntakeStorage().AddLedgerStorage().AddFileSigner(Path.Combine(folder, "key.pem"), "steward-test").AddErrorStorage().AddAccessStorage()
            .AddSources(new SourceOptions { AllowLocalGit = true }).AddStewardWeb(new WebOptions()).AddWebhookEndpoint()
            .AddPolicy().AddSingleton<FactCollector>().AddSingleton<IChangeReopener, Recorder>();
        builder.Services.AddCapabilities(new TaskCatalog());
        var app = builder.Build();
        app.UseStewardWeb();
        await app.StartAsync();
        var host = new UploadHost(app, folder);
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
        await _app.StopAsync();
        await _app.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private sealed class Recorder : IChangeReopener
    {
        public ConcurrentQueue<(ChangeId Change, string Kind)> Told { get; } = [];

        public Task EvidenceArrivedAsync(ChangeId change, string kind, CancellationToken cancellation)
        {
            Told.Enqueue((change, kind));
            return Task.CompletedTask;
        }

        public async Task ProductEvidenceArrivedAsync(ProductId product, string kind, CancellationToken cancellation) =>
            await EvidenceArrivedAsync(new ChangeId(product, CommitSha.None), kind, cancellation);
    }
}
