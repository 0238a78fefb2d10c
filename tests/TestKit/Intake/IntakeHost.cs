using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Steward.Azure.Intake;
using Steward.Azure.Storage;
using Steward.Engine;
using Steward.Intake;
using Steward.Kernel;
using Steward.Products;
using Steward.Stages;
using Steward.Web.Endpoints.Intake;

namespace Steward.TestKit.Intake;

/// <summary>The real intake on a real Kestrel on loopback: endpoint, parser, store and dispatcher, as the hosts put them together.</summary>
public sealed class IntakeHost : IAsyncDisposable
{
    /// <summary>The secret with which tests sign.</summary>
    public const string Secret = "a-secret-that-only-tests-know-0123456789";

    private readonly WebApplication _app;

    private IntakeHost(WebApplication app, CapturedLogs logs)
    {
        (_app, Logs) = (app, logs);
        Address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        Client = new WebhookClient(new HttpClient { BaseAddress = Address, Timeout = TimeSpan.FromSeconds(60) }, Secret);
    }

    /// <summary>Where it listens.</summary>
    public Uri Address { get; }

    /// <summary>Sends signed webhooks to it.</summary>
    public WebhookClient Client { get; }

    /// <summary>What it logged.</summary>
    public CapturedLogs Logs { get; }

    /// <summary>Its services.</summary>
    public IServiceProvider Services => _app.Services;

    /// <summary>Starts it on a storage account.</summary>
    public static async Task<IntakeHost> StartAsync(StorageAccount account, Action<IServiceCollection>? more = null, IntakeOptions? options = null, LogLevel log = LogLevel.Debug)
    {
        var logs = new CapturedLogs();
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders().SetMinimumLevel(log);
        if (log < LogLevel.None) builder.Logging.AddProvider(logs);
        builder.Services
            .AddSingleton(account).AddSingleton(TimeProvider.System)
            .AddIntakeStorage().AddWebhookEndpoint()
            .AddIntake(options ?? new IntakeOptions { Secrets = [Secret] }, new TaskCatalog(), new StageRegistry());
        more?.Invoke(builder.Services);
        var app = builder.Build();
        new WebhookEndpoints().Map(app);
        await app.StartAsync();
        return new IntakeHost(app, logs);
    }

    /// <summary>Registers a product.</summary>
    public async Task<ProductId> RegisterAsync(string name)
    {
        var product = new Product(ProductId.Parse(name), "github", "main", DateTimeOffset.UtcNow);
        await Services.GetRequiredService<IProductStore>().PutAsync(product, CancellationToken.None);
        return product.Id;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
