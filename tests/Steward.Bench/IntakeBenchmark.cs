using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Steward.Azure.Storage;
using Steward.Intake;
using Steward.Kernel;
using Steward.TestKit;
using Steward.TestKit.Intake;

namespace Steward.Bench;

/// <summary>The whole intake under load, in the way of GitHub: Kestrel, signature, parser, durable store on Azurite, dispatch to a handler that does nothing.</summary>
internal sealed class IntakeBenchmark : IBenchmark
{
    private const int Connections = 32;
    private const int Bytes = 8 * 1024;
    private const int Rounds = 3;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(5);

    public string Name => "intake";

    public async Task<IReadOnlyList<Measurement>> RunAsync(string storage)
    {
        var account = new StorageAccount(new StorageOptions { ConnectionString = storage, Prefix = Azurite.NewPrefix() });
        await using var host = await IntakeHost.StartAsync(
            account, services => services.AddSingleton<IRepositoryEventHandler, DoesNothing>(), log: LogLevel.None);
        var product = await host.RegisterAsync("bench/intake");
        var load = new WebhookLoad(host.Address, [.. Enumerable.Range(0, 512).Select(i => Payloads.Push(product.ToString(), i, Bytes))]);
        var acknowledged = (await load.RunAsync(Connections, WarmUp)).Latencies.Count;
        var results = new List<LoadResult>();
        for (var round = 0; round < Rounds; round++)
        {
            var result = await load.RunAsync(Connections, Round);
            acknowledged += result.Latencies.Count;
            results.Add(result);
        }

        var stored = await CountAsync(host.Services.GetRequiredService<IDeliveryStore>(), product);
        const string What = "intake, 8 KB pushes, 32 connections, stored and dispatched to a no-op handler";
        return
        [
            new Measurement($"{What}: requests", Median(results.Select(r => r.PerSecond)), "/s", true, 1500),
            new Measurement($"{What}: p99", Median(results.Select(r => r.Percentile(0.99))), "ms", false, 100),
            new Measurement($"{What}: acknowledged and not stored", acknowledged - stored, "deliveries", false, 0),
        ];
    }

    private static async Task<int> CountAsync(IDeliveryStore store, ProductId product)
    {
        var ids = new HashSet<string>();
        await foreach (var delivery in store.ListAsync(product, int.MaxValue, CancellationToken.None)) ids.Add(delivery.Id);
        return ids.Count;
    }

    private static double Median(IEnumerable<double> values) => values.Order().ElementAt(Rounds / 2);

    private sealed class DoesNothing : IRepositoryEventHandler
    {
        public Task<string?> HandleAsync(RepositoryEvent happened, CancellationToken cancellation) => Task.FromResult<string?>("nothing");
    }
}
