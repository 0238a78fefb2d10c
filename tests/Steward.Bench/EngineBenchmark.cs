using System.Diagnostics;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Steward.Engine;
using Steward.Engine.Embedded;
using Steward.TestKit;
using Steward.TestKit.Engine;

namespace Steward.Bench;

/// <summary>The embedded engine: 200 orchestrations of 5 activities at once, and the storage operations of a single one, counted on the wire.</summary>
internal sealed class EngineBenchmark : IBenchmark
{
    private const int AtOnce = 200;
    private const int Activities = 5;
    private const int Rounds = 5;

    public string Name => "engine";

    public async Task<IReadOnlyList<Measurement>> RunAsync(string storage)
    {
        var wire = new Wire();
        await using var engine = Create(storage, wire);
        await engine.StartAsync();
        await engine.WhenActive;

        await RoundAsync(engine);
        var rounds = new List<double>();
        for (var i = 0; i < Rounds; i++) rounds.Add(await RoundAsync(engine));

        var before = wire.Operations;
        await OneAsync(engine);
        return
        [
            new Measurement($"engine: {AtOnce} orchestrations of {Activities} activities at once", rounds.Order().ElementAt(Rounds / 2), "orchestrations/s", true, 200),
            new Measurement($"engine: storage operations of one orchestration of {Activities} activities", wire.Operations - before, "operations", false, Activities + 3),
        ];
    }

    private static EmbeddedEngine Create(string storage, Wire wire)
    {
        var prefix = Azurite.NewPrefix();
        var table = new TableClient(storage, $"{prefix}journal", wire.On(new TableClientOptions()));
        var container = new BlobContainerClient(
            storage, $"{prefix}-engine", wire.On(new BlobClientOptions(BlobClientOptions.ServiceVersion.V2025_01_05)));
        var options = new EngineOptions
        {
            Table = async () => (await table.CreateIfNotExistsAsync(), table).table,
            Container = async () => (await container.CreateIfNotExistsAsync(), container).container,
            // The lease is renewed in the background; not within the counted part.
            LeaseDuration = TimeSpan.FromSeconds(60),
        };
        var catalog = new TaskCatalog()
            .Orchestrator<int, int>("Chain", async (context, x) =>
            {
                for (var i = 0; i < Activities; i++) x = await context.CallActivityAsync<int>("Next", x);
                return x;
            })
            .Activity<int, int>("Next", x => x + 1);
        return new EmbeddedEngine(
            options, catalog, new ServiceCollection().BuildServiceProvider(), TimeProvider.System, NullLogger<EmbeddedEngine>.Instance);
    }

    private static async Task<double> RoundAsync(EmbeddedEngine engine)
    {
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ => OneAsync(engine)));
        return AtOnce / clock.Elapsed.TotalSeconds;
    }

    private static async Task OneAsync(EmbeddedEngine engine)
    {
        var id = await engine.ScheduleNewOrchestrationInstanceAsync("Chain", 0);
        var ended = await engine.WaitForInstanceCompletionAsync(id, true);
        if (ended.SerializedOutput != $"{Activities}") throw new InvalidOperationException($"{id} is {ended.RuntimeStatus}: {ended.FailureDetails}");
    }
}
