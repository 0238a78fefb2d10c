using System.Text.Json;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Converters;
using Microsoft.DurableTask.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Steward.Engine;
using Steward.Functions.Durable;
using Steward.TestKit.Engine;
using Json = Steward.Kernel.Json;

namespace Steward.FunctionsTests.Engine;

/// <summary>Durable Task in this process, seen through the adapter of the Functions host: orchestrators and activities run as its triggers run them.</summary>
internal sealed class DurableUnderTest : IEngineUnderTest
{
    private readonly MemoryHub _hub = new();
    private TaskCatalog _catalog;
    private Sidecar? _sidecar;
    private IHost? _worker;
    private CancellationTokenSource _life = new();

    private DurableUnderTest(TaskCatalog catalog) => _catalog = catalog;

    /// <inheritdoc/>
    public IOrchestrationClient Client { get; private set; } = null!;

    public static async Task<IEngineUnderTest> StartAsync(TaskCatalog catalog)
    {
        var engine = new DurableUnderTest(catalog);
        await engine.BeginAsync();
        return engine;
    }

    /// <inheritdoc/>
    public Task RestartAsync(TaskCatalog? catalog = null) => KillAsync(catalog);

    /// <inheritdoc/>
    public async Task KillAsync(TaskCatalog? catalog = null)
    {
        _catalog = catalog ?? _catalog;
        await EndAsync();
        await _hub.GiveAgainAsync();
        await BeginAsync();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        _life.Dispose();
    }

    private async Task BeginAsync()
    {
        _life = new CancellationTokenSource();
        _sidecar = await Sidecar.StartAsync(_hub);
        var builder = Host.CreateEmptyApplicationBuilder(null);
        var converter = new JsonDataConverter(Json.Options);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromMilliseconds(200));
        builder.Services.AddDurableTaskWorker(worker => worker.Configure(o => o.DataConverter = converter).AddTasks(Register).UseGrpc(_sidecar.Channel));
        builder.Services.AddDurableTaskClient(client =>
        {
            client.Configure(o => o.DataConverter = converter).UseGrpc(_sidecar.Channel);
            client.RegisterDirectly();
        });
        _worker = builder.Build();
        await _worker.StartAsync();
        var clients = new DurableClients();
        clients.Use(_worker.Services.GetRequiredService<DurableTaskClient>());
        Client = new DurableClient(clients, _catalog);
    }

    private async Task EndAsync()
    {
        // Nothing of it counts any more; the stop only ends what a dead process would not do either.
        _hub.Cut();
        await _life.CancelAsync();
        await _worker!.StopAsync();
        await _sidecar!.DisposeAsync();
        _worker.Dispose();
        _hub.Cut();
    }

    private void Register(DurableTaskRegistry tasks)
    {
        var life = _life.Token;
        var services = new ServiceCollection().BuildServiceProvider();
        foreach (var orchestrator in _catalog.Orchestrators.Values)
            tasks.AddOrchestratorFunc(orchestrator.Name, context => DurableTasks.OrchestrateAsync(orchestrator, context));
        foreach (var activity in _catalog.Activities.Values)
            tasks.AddActivityFunc<JsonElement?, JsonElement?>(activity.Name, (_, input) => DurableTasks.ActAsync(activity, services, input, life));
    }
}
