using System.Collections.Concurrent;
using Steward.Engine;
using Steward.Kernel;
using Xunit;

namespace Steward.TestKit.Engine;

/// <summary>
/// The contract of <see cref="IOrchestrationClient"/> and <see cref="OrchestrationContext"/>, run against every engine: a suite derives from
/// each of the EngineContract classes with its own factory, and adds nothing.
/// </summary>
public abstract class EngineContract(EngineFactory start) : IAsyncLifetime
{
    private readonly ConcurrentDictionary<string, int> _calls = new(StringComparer.Ordinal);
    private IEngineUnderTest? _engine;

    /// <summary>The program of the test.</summary>
    protected TaskCatalog Catalog { get; } = new();

    /// <summary>The engine, once started.</summary>
    protected IEngineUnderTest Engine => _engine ?? throw new InvalidOperationException("StartAsync comes first.");

    /// <summary>The port.</summary>
    protected IOrchestrationClient Client => Engine.Client;

    /// <summary>Stops a test that would wait for ever.</summary>
    protected CancellationToken Patience { get; } = new CancellationTokenSource(TimeSpan.FromSeconds(60)).Token;

    /// <inheritdoc/>
    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_engine is not null) await _engine.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Starts the engine with the program.</summary>
    protected async Task StartAsync() => _engine = await start(Catalog);

    /// <summary>Counts a call.</summary>
    protected int Count(string what) => _calls.AddOrUpdate(what, 1, (_, n) => n + 1);

    /// <summary>How often it was counted.</summary>
    protected int Calls(string what) => _calls.GetValueOrDefault(what);

    /// <summary>Starts an instance.</summary>
    protected Task<string> BeginAsync(string orchestrator, object? input = null, string? id = null) =>
        Client.ScheduleNewOrchestrationInstanceAsync(orchestrator, input, new StartOrchestrationOptions(id), Patience);

    /// <summary>Waits for an instance's end.</summary>
    protected Task<OrchestrationMetadata> EndAsync(string id) => Client.WaitForInstanceCompletionAsync(id, true, Patience);

    /// <summary>Starts an instance and waits for its end.</summary>
    protected async Task<OrchestrationMetadata> RunAsync(string orchestrator, object? input = null, string? id = null) =>
        await EndAsync(await BeginAsync(orchestrator, input, id));

    /// <summary>Waits until an instance is as it should be.</summary>
    protected async Task<OrchestrationMetadata> UntilAsync(string id, Func<OrchestrationMetadata, bool> fits)
    {
        while (true)
        {
            try
            {
                if (await Client.GetInstanceAsync(id, true, Patience) is { } found && fits(found)) return found;
            }
            catch (StewardException failure) when (failure.IsRetryable)
            {
                // It is asked again anyway.
            }

            await Task.Delay(20, Patience);
        }
    }

    /// <summary>The output of an instance that must have completed.</summary>
    protected static T Output<T>(OrchestrationMetadata ended)
    {
        Assert.True(ended.RuntimeStatus == OrchestrationRuntimeStatus.Completed, $"{ended.RuntimeStatus}: {ended.FailureDetails?.ErrorMessage}");
        return Json.Read<T>(ended.SerializedOutput!);
    }

    /// <summary>Asserts that a verb fails with a kind.</summary>
    protected static async Task<StewardException> RefusesAsync(FailureKind kind, Func<Task> verb)
    {
        var failure = await Assert.ThrowsAsync<StewardException>(verb);
        Assert.Equal(kind, failure.Kind);
        return failure;
    }
}
