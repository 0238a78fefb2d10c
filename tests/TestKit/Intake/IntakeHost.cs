using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Steward.Azure.Intake;
using Steward.Azure.Storage;
using Steward.Engine;
using Steward.Intake;
using Steward.Kernel;
using Steward.Products;
using Steward.Stages;
using Steward.TestKit.Web;
using Steward.Web.Endpoints.Intake;

namespace Steward.TestKit.Intake;

/// <summary>The real intake on a real Kestrel on loopback: endpoint, parser, store and dispatcher, as the hosts put them together.</summary>
public sealed class IntakeHost : IAsyncDisposable
{
    /// <summary>The secret with which tests sign.</summary>
    public const string Secret = "a-secret-that-only-tests-know-0123456789";

    private readonly LoopbackServer _server;

    private IntakeHost(LoopbackServer server, CapturedLogs logs)
    {
        (_server, Logs) = (server, logs);
        Client = new WebhookClient(new HttpClient { BaseAddress = Address, Timeout = TimeSpan.FromSeconds(60) }, Secret);
    }

    /// <summary>Where it listens.</summary>
    public Uri Address => _server.Address;

    /// <summary>Sends signed webhooks to it.</summary>
    public WebhookClient Client { get; }

    /// <summary>What it logged.</summary>
    public CapturedLogs Logs { get; }

    /// <summary>Its services.</summary>
    public IServiceProvider Services => _server.Services;

    /// <summary>Starts it on a storage account.</summary>
    public static async Task<IntakeHost> StartAsync(StorageAccount account, Action<IServiceCollection>? more = null, IntakeOptions? options = null, LogLevel log = LogLevel.Debug)
    {
        var logs = new CapturedLogs();
        var server = await LoopbackServer.StartAsync(
            (services, _) =>
            {
                services.AddSingleton(account).AddSingleton(TimeProvider.System).AddIntakeStorage().AddWebhookEndpoint()
                    .AddIntake(options ?? new IntakeOptions { Secrets = [Secret] }, new TaskCatalog(), new StageRegistry());
                more?.Invoke(services);
            },
            app => new WebhookEndpoints().Map(app),
            log < LogLevel.None ? (logs, log) : null);
        return new IntakeHost(server, logs);
    }

    /// <summary>Registers a product.</summary>
    public async Task<ProductId> RegisterAsync(string name)
    {
        var product = new Product(ProductId.Parse(name), "github", "main", DateTimeOffset.UtcNow);
        await Services.GetRequiredService<IProductStore>().PutAsync(product, CancellationToken.None);
        return product.Id;
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}
