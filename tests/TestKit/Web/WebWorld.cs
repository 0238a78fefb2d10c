using System.Net.Http.Headers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Steward.Access;
using Steward.Azure.Access;
using Steward.Azure.Intake;
using Steward.Azure.Ledger;
using Steward.Azure.Snapshots;
using Steward.Azure.Storage;
using Steward.Changes;
using Steward.Engine;
using Steward.Intake;
using Steward.Stages;
using Steward.TestKit.Intake;
using Steward.Web;
using Steward.Web.Endpoints.Intake;

namespace Steward.TestKit.Web;

/// <summary>All endpoints and the dashboard on a real Kestrel on loopback, over real stores; only the engine behind them is scripted.</summary>
public sealed class WebWorld : IAsyncDisposable
{
    private static int _names;
    private readonly WebApplication _app;
    private readonly string _folder;

    private WebWorld(WebApplication app, string folder)
    {
        (_app, _folder) = (app, folder);
        Address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
    }

    public Uri Address { get; }

    public IServiceProvider Services => _app.Services;

    public FakeTimeProvider Clock => (FakeTimeProvider)Get<TimeProvider>();

    public ScriptedEngine Engine => Get<ScriptedEngine>();

    public RecordedReopener Reopener => Get<RecordedReopener>();

    public CapturedLogs Logs => Get<CapturedLogs>();

    public WebSeed Seed => new(this);

    public static async Task<WebWorld> StartAsync(StorageAccount? account = null, Action<WebApplication>? more = null)
    {
        var folder = Directory.CreateTempSubdirectory("steward-web-").FullName;
        var logs = new CapturedLogs();
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders().AddProvider(logs);
        AddServices(builder.Services, account ?? await Azurite.AccountAsync(), folder).AddSingleton(logs);
        var app = builder.Build();
        app.UseStewardWeb();
        more?.Invoke(app);
        await app.StartAsync();
        return new WebWorld(app, folder);
    }

    public T Get<T>()
        where T : notnull => Services.GetRequiredService<T>();

    /// <summary>A client that nobody knows, or one with a fresh token of a level.</summary>
    public async Task<HttpClient> ClientAsync(AccessLevel? level = null) =>
        level is null ? Client(null) : Client(await TokenAsync(level.Value));

    public HttpClient Client(string? token)
    {
        var client = new HttpClient(new HttpClientHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = Address };
        if (token is not null) client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    public async Task<string> TokenAsync(AccessLevel level, DateTimeOffset? expiresAt = null)
    {
        var request = new TokenRequest($"test-{Interlocked.Increment(ref _names)}", level, expiresAt);
        return (await Get<AccessTokens>().IssueAsync(request, "test", CancellationToken.None)).Secret;
    }

    /// <summary>A one-time path that signs a browser in.</summary>
    public async Task<string> SignInPathAsync(AccessLevel level) =>
        $"/sign-in?code={await Get<SignIns>().CreateCodeAsync(new Caller("local:tester", level), null, CancellationToken.None)}";

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private static IServiceCollection AddServices(IServiceCollection services, StorageAccount account, string folder)
    {
        var catalog = new TaskCatalog();
        var registry = services.AddCapabilities(catalog);
        return services.AddIntake(new IntakeOptions { Secrets = [IntakeHost.Secret] }, catalog, registry).AddWebhookEndpoint().AddStoresAndEngine(account, folder);
    }
}

/// <summary>The parts of a world.</summary>
internal static class WebWorldServices
{
    public static IServiceCollection AddStoresAndEngine(this IServiceCollection services, StorageAccount account, string folder) => services
        .AddSingleton(account)
        .AddSingleton<TimeProvider>(new FakeTimeProvider(new DateTimeOffset(2026, 11, 23, 9, 30, 0, TimeSpan.Zero)))
        .AddIntakeStorage().AddLedgerStorage().AddSnapshotStorage().AddFileSigner(Path.Combine(folder, "key.pem"), "steward-test").AddAccessStorage()
        .AddSingleton<ScriptedEngine>().AddSingleton<IOrchestrationClient>(p => p.GetRequiredService<ScriptedEngine>())
        .AddSingleton<RecordedReopener>().AddSingleton<IChangeReopener>(p => p.GetRequiredService<RecordedReopener>())
        .AddStewardWeb(new WebOptions());
}
