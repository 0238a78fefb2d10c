using System.Net.Http.Headers;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Steward.Access;
using Steward.Azure.Access;
using Steward.Azure.Artefacts;
using Steward.Azure.Backups;
using Steward.Azure.Clamd;
using Steward.Azure.Errors;
using Steward.Azure.Intake;
using Steward.Azure.Ledger;
using Steward.Azure.Seats;
using Steward.Azure.Snapshots;
using Steward.Azure.Sources;
using Steward.Azure.Storage;
using Steward.Azure.TestHistory;
using Steward.Changes;
using Steward.Engine;
using Steward.Gates;
using Steward.Hosting.Backups;
using Steward.Intake;
using Steward.Policy;
using Steward.Stages;
using Steward.Stages.Development.Backups.Plans;
using Steward.Stages.Security.Seats;
using Steward.TestKit.Intake;
using Steward.Web;
using Steward.Web.Endpoints.Intake;

namespace Steward.TestKit.Web;

/// <summary>All endpoints and the dashboard on a real Kestrel on loopback, over real stores; only the engine behind them is scripted.</summary>
public sealed class WebWorld : IAsyncDisposable
{
    private static int _names;
    private readonly LoopbackServer _server;
    private readonly List<IAsyncDisposable> _kept = [];

    private WebWorld(LoopbackServer server) => _server = server;

    public Uri Address => _server.Address;

    public IServiceProvider Services => _server.Services;

    public FakeTimeProvider Clock => (FakeTimeProvider)Get<TimeProvider>();

    public ScriptedEngine Engine => Get<ScriptedEngine>();

    public RecordedReopener Reopener => Get<RecordedReopener>();

    public CapturedLogs Logs => Get<CapturedLogs>();

    public WebSeed Seed => new(this);

    /// <param name="account">The storage; null: one of its own.</param>
    /// <param name="more">What is added behind Steward's own endpoints.</param>
    /// <param name="options">How the endpoints are set up.</param>
    /// <param name="use">How they are put into the application; null: as the local host does it.</param>
    /// <param name="with">Services in place of the usual ones.</param>
    public static async Task<WebWorld> StartAsync(
        StorageAccount? account = null, Action<WebApplication>? more = null, WebOptions? options = null, Action<WebApplication>? use = null,
        Action<IServiceCollection>? with = null)
    {
        var logs = new CapturedLogs();
        account ??= await Azurite.AccountAsync();
        return new WebWorld(await LoopbackServer.StartAsync(
            (services, folder) =>
            {
                AddServices(services, account, folder, options ?? new WebOptions()).AddSingleton(logs);
                with?.Invoke(services);
            },
            app =>
            {
                if (use is null) app.UseStewardWeb();
                else use(app);
                more?.Invoke(app);
            },
            (logs, LogLevel.Information)));
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

    /// <summary>Takes something along that has to be there as long as the world.</summary>
    public T Keep<T>(T thing)
        where T : IAsyncDisposable
    {
        _kept.Add(thing);
        return thing;
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        foreach (var thing in _kept) await thing.DisposeAsync();
    }

    private static IServiceCollection AddServices(IServiceCollection services, StorageAccount account, string folder, WebOptions options)
    {
        var catalog = new TaskCatalog();
        var registry = services.AddCapabilities(catalog);
        return services.AddIntake(new IntakeOptions { Secrets = [IntakeHost.Secret] }, catalog, registry).AddWebhookEndpoint()
            .AddStoresAndEngine(account, folder).AddStewardWeb(options);
    }
}

/// <summary>The parts of a world.</summary>
internal static class WebWorldServices
{
    public static IServiceCollection AddStoresAndEngine(this IServiceCollection services, StorageAccount account, string folder) => services
        .AddSingleton(account)
        .AddSingleton<TimeProvider>(new FakeTimeProvider(new DateTimeOffset(2026, 11, 23, 9, 30, 0, TimeSpan.Zero)))
        .AddIntakeStorage().AddLedgerStorage().AddSnapshotStorage().AddFileSigner(Path.Combine(folder, "key.pem"), "steward-test").AddErrorStorage().AddTestHistory().AddAccessStorage().AddArtefactStorage().AddBackupStorage().AddSingleton<IBackupCalendar, CronCalendar>().AddClamd(new ClamdOptions())
        .AddSources(new SourceOptions { AllowLocalGit = true }).AddPolicy().AddGates()
        .AddSeats(new SeatOptions { Ledger = "contoso/administration" })
        .AddSingleton<FactCollector>().AddSingleton<ChangePreview>()
        .AddSingleton<ScriptedEngine>().AddSingleton<IOrchestrationClient>(p => p.GetRequiredService<ScriptedEngine>())
        .AddSingleton<RecordedReopener>().AddSingleton<IChangeReopener>(p => p.GetRequiredService<RecordedReopener>());
}
