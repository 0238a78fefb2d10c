using Azure;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Specialized;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Steward.Engine;
using Steward.Engine.Embedded;

namespace Steward.TestKit.Engine;

/// <summary>The embedded engine on Azurite, with a wire to its storage that can be cut and counts what goes over it.</summary>
public sealed class EmbeddedUnderTest : IEngineUnderTest
{
    private readonly string _connection;
    private readonly string _prefix;
    private readonly EmbeddedSetting _setting;
    private readonly List<(EmbeddedEngine Engine, Wire Wire)> _nodes = [];
    private TaskCatalog _catalog;

    private EmbeddedUnderTest(string connection, string prefix, TaskCatalog catalog, EmbeddedSetting setting) =>
        (_connection, _prefix, _catalog, _setting) = (connection, prefix, catalog, setting);

    /// <summary>The engine started last.</summary>
    public EmbeddedEngine Node => _nodes[^1].Engine;

    /// <summary>Its wire.</summary>
    public Wire Wire => _nodes[^1].Wire;

    /// <inheritdoc/>
    public IOrchestrationClient Client => Node;

    /// <summary>The journal's table, over a wire of the test's own.</summary>
    public TableClient Table => new(_connection, $"{_prefix}journal");

    /// <summary>The journal's blobs, over a wire of the test's own.</summary>
    public BlobContainerClient Container => new(_connection, $"{_prefix}-engine", new BlobClientOptions(BlobClientOptions.ServiceVersion.V2025_01_05));

    /// <summary>Starts an engine on a new prefix and waits until it is active.</summary>
    public static Task<EmbeddedUnderTest> StartAsync(TaskCatalog catalog) => StartAsync(catalog, new EmbeddedSetting());

    /// <summary>The same, with settings.</summary>
    public static async Task<EmbeddedUnderTest> StartAsync(TaskCatalog catalog, EmbeddedSetting setting)
    {
        var connection = setting.Connection ?? (await Azurite.SharedAsync()).ConnectionString;
        var engine = new EmbeddedUnderTest(connection, Azurite.NewPrefix(), catalog, setting);
        await (await engine.AddNodeAsync()).WhenActive.WaitAsync(TimeSpan.FromSeconds(60));
        return engine;
    }

    /// <summary>Starts one more node on the same storage; it need not become active.</summary>
    public async Task<EmbeddedEngine> AddNodeAsync()
    {
        var wire = new Wire();
        var options = _setting.Options(new EngineOptions
        {
            Table = () => OpenTableAsync(wire), Container = () => OpenContainerAsync(wire),
            StandbyPoll = TimeSpan.FromMilliseconds(200), StopTimeout = TimeSpan.FromSeconds(2),
        });
        var services = _setting.Services ?? new ServiceCollection().BuildServiceProvider();
        var log = _setting.Log?.CreateLogger<EmbeddedEngine>() ?? NullLogger<EmbeddedEngine>.Instance;
        var engine = new EmbeddedEngine(options, _catalog, services, _setting.Time, log);
        _nodes.Add((engine, wire));
        await engine.StartAsync();
        return engine;
    }

    /// <inheritdoc/>
    public async Task RestartAsync(TaskCatalog? catalog = null)
    {
        await Node.StopAsync();
        await StartAgainAsync(catalog);
    }

    /// <inheritdoc/>
    public async Task KillAsync(TaskCatalog? catalog = null)
    {
        // Nothing of it reaches the storage any more; the stop only ends what a dead process would not do either.
        Wire.IsCut = true;
        _ = Node.StopAsync();
        await BreakLeaseAsync();
        await StartAgainAsync(catalog);
    }

    /// <summary>Takes the lease from whoever has it, as an operator can.</summary>
    public async Task BreakLeaseAsync()
    {
        try
        {
            await Container.GetBlobClient("engine/active").GetBlobLeaseClient().BreakAsync(TimeSpan.Zero);
        }
        catch (RequestFailedException failure) when (failure.ErrorCode == "LeaseNotPresentWithLeaseOperation")
        {
            // Given back in this very moment.
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var (engine, _) in Enumerable.Reverse(_nodes)) await engine.DisposeAsync();
    }

    private async Task StartAgainAsync(TaskCatalog? catalog)
    {
        _catalog = catalog ?? _catalog;
        await (await AddNodeAsync()).WhenActive.WaitAsync(TimeSpan.FromSeconds(60));
    }

    private async Task<TableClient> OpenTableAsync(Wire wire)
    {
        var table = new TableClient(_connection, $"{_prefix}journal", wire.On(new TableClientOptions()));
        await table.CreateIfNotExistsAsync();
        return table;
    }

    private async Task<BlobContainerClient> OpenContainerAsync(Wire wire)
    {
        var container = new BlobContainerClient(
            _connection, $"{_prefix}-engine", wire.On(new BlobClientOptions(BlobClientOptions.ServiceVersion.V2025_01_05)));
        await container.CreateIfNotExistsAsync();
        return container;
    }
}

/// <summary>What a test wants of its engine.</summary>
public sealed record EmbeddedSetting
{
    /// <summary>The storage; null: the shared Azurite.</summary>
    public string? Connection { get; init; }

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>What activities are made from.</summary>
    public IServiceProvider? Services { get; init; }

    /// <summary>The log.</summary>
    public ILoggerFactory? Log { get; init; }

    /// <summary>Changes the options.</summary>
    public Func<EngineOptions, EngineOptions> Options { get; init; } = options => options;
}
