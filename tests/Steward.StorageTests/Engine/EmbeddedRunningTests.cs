using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Steward.Engine;
using Steward.Engine.Embedded;
using Steward.Kernel;
using Steward.TestKit;
using Steward.TestKit.Engine;
using Xunit;

namespace Steward.StorageTests.Engine;

/// <summary>How the embedded engine runs activities, logs, and stands in a host.</summary>
public sealed class EmbeddedRunningTests
{
    private static readonly CancellationToken Patience = new CancellationTokenSource(TimeSpan.FromSeconds(60)).Token;

    [Fact]
    public async Task No_more_activities_run_at_once_than_allowed_and_a_crowd_does_not_keep_others_waiting()
    {
        var (running, most, done) = (0, 0, new ConcurrentQueue<string>());
        var catalog = new TaskCatalog()
            .Orchestrator<string, int>("Crowd", async (context, who) =>
                (await Task.WhenAll(Enumerable.Range(0, who == "many" ? 200 : 1).Select(_ => context.CallActivityAsync<int>("Work", who)))).Length)
            .Activity<string, int>("Work", async (who, stop) =>
            {
                var now = Interlocked.Increment(ref running);
                InterlockedMax(ref most, now);
                await Task.Delay(10, stop);
                Interlocked.Decrement(ref running);
                done.Enqueue(who);
                return 0;
            });
        await using var engine = await EmbeddedUnderTest.StartAsync(
            catalog, new EmbeddedSetting { Options = o => o with { MaxConcurrentActivities = 4 } });
        var many = await engine.Client.ScheduleNewOrchestrationInstanceAsync("Crowd", "many", cancellation: Patience);
        while (done.IsEmpty) await Task.Delay(5, Patience);
        var one = await engine.Client.ScheduleNewOrchestrationInstanceAsync("Crowd", "one", cancellation: Patience);
        await engine.Client.WaitForInstanceCompletionAsync(one, false, Patience);
        Assert.True(done.Count < 200, "the single one waited for the crowd");
        await engine.Client.WaitForInstanceCompletionAsync(many, false, Patience);
        Assert.Equal((4, 201), (most, done.Count));
    }

    [Fact]
    public async Task Every_line_about_an_instance_carries_its_id()
    {
        var log = new ScopedLog();
        using var factory = LoggerFactory.Create(builder => builder.AddProvider(log));
        var catalog = new TaskCatalog()
            .Orchestrator("Fails", context => context.CallActivityAsync<int>("Speak"))
            .Activity<object, int>("Speak", int (_) =>
            {
                factory.CreateLogger("activity").LogInformation("speaking");
                throw StewardException.Invalid("wrong");
            });
        await using var engine = await EmbeddedUnderTest.StartAsync(catalog, new EmbeddedSetting { Log = factory });
        using (factory.CreateLogger("request").BeginScope(new Dictionary<string, object> { ["InstanceId"] = "of a request" }))
            await engine.Client.ScheduleNewOrchestrationInstanceAsync("Fails", null, new("mine"), Patience);
        await engine.Client.WaitForInstanceCompletionAsync("mine", false, Patience);

        foreach (var line in new[] { "speaking", "Activity Speak failed in attempt 1", "Orchestration Fails failed: Speak failed: wrong" })
            Assert.Equal("mine", Assert.Single(log.Lines, l => l.Text == line).InstanceId);
    }

    [Fact]
    public async Task A_host_registers_it_with_one_line_and_activities_get_services_of_a_scope_of_their_own()
    {
        var account = await Azurite.AccountAsync();
        var services = new ServiceCollection().AddLogging().AddSingleton(TimeProvider.System).AddScoped<Thing>()
            .AddSingleton(new TaskCatalog().AddOrchestrator<Twice, Nothing, int>().AddActivity<ThingActivity, Nothing, int>());
        services.AddEmbeddedEngine(new EngineOptions { Table = () => account.TableAsync("Journal"), Container = () => account.ContainerAsync("engine") });
        await using var provider = services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
        foreach (var hosted in provider.GetServices<IHostedService>()) await hosted.StartAsync(Patience);

        var client = provider.GetRequiredService<IOrchestrationClient>();
        var id = await client.ScheduleNewOrchestrationInstanceAsync(Twice.Name, cancellation: Patience);
        Assert.Equal("2", (await client.WaitForInstanceCompletionAsync(id, true, Patience)).SerializedOutput);
        foreach (var hosted in provider.GetServices<IHostedService>()) await hosted.StopAsync(Patience);
        await Assert.ThrowsAsync<StewardException>(() => client.ScheduleNewOrchestrationInstanceAsync(Twice.Name, cancellation: Patience));
    }

    [Fact]
    public async Task A_result_beyond_the_limit_fails_its_activity_with_a_sentence()
    {
        var catalog = new TaskCatalog().Orchestrator("Big", context => context.CallActivityAsync<string>("Make", null, TaskOptions.Patient))
            .Activity<object, string>("Make", _ => new string('x', 5000));
        await using var engine = await EmbeddedUnderTest.StartAsync(catalog, new EmbeddedSetting { Options = o => o with { MaxPayload = 4096 } });
        var id = await engine.Client.ScheduleNewOrchestrationInstanceAsync("Big", cancellation: Patience);
        Assert.Contains("at most 4096", (await engine.Client.WaitForInstanceCompletionAsync(id, false, Patience)).FailureDetails!.ErrorMessage);
        var refused = await Assert.ThrowsAsync<StewardException>(
            () => engine.Client.ScheduleNewOrchestrationInstanceAsync("Big", new string('x', 5000), cancellation: Patience));
        Assert.Equal(FailureKind.Invalid, refused.Kind);
    }

    [Fact]
    public async Task The_replay_helper_passes_honest_code_and_catches_code_that_reads_a_clock()
    {
        var catalog = new TaskCatalog()
            .Orchestrator("Honest", async context =>
            {
                var id = context.NewGuid();
                var first = await context.CallActivityAsync<string>("A", $"{id}");
                return first == $"{id}" && await context.WaitForExternalEvent<bool>("Go");
            })
            .Orchestrator("Clock", async context =>
            {
                var odd = Stamp() % 2 == 1;
                return await context.CallActivityAsync<string>(odd ? "A" : "B", "x") + await context.CallActivityAsync<string>("A", "y");
            })
            .Activity<string, string>("A", x => x).Activity<string, string>("B", x => x);

        var honest = await ReplayEverywhere.RunAsync(catalog, "Honest", null, null, (client, id) => client.RaiseEventAsync(id, "Go", true));
        Assert.Equal("true", honest.SerializedOutput);
        var caught = await ReplayEverywhere.RunAsync(catalog, "Clock", null);
        Assert.Equal(OrchestrationRuntimeStatus.Failed, caught.RuntimeStatus);
        Assert.Contains("Step 0", caught.FailureDetails!.ErrorMessage);
    }

    private static int _stamps;

    private static int Stamp() => Interlocked.Increment(ref _stamps);

    private static void InterlockedMax(ref int most, int now)
    {
        for (var seen = most; now > seen; seen = most) Interlocked.CompareExchange(ref most, now, seen);
    }

    private sealed class Thing
    {
        public int Uses { get; set; }
    }

    private sealed class ThingActivity(Thing thing) : IActivity<Nothing, int>
    {
        public static string Name => "Thing";

        public Task<int> RunAsync(Nothing input, CancellationToken cancellation) => Task.FromResult(++thing.Uses);
    }

    private sealed class Twice : IOrchestrator<Nothing, int>
    {
        public static string Name => "Twice";

        public async Task<int> RunAsync(OrchestrationContext context, Nothing input) =>
            await context.CallActivityAsync<int>(ThingActivity.Name) + await context.CallActivityAsync<int>(ThingActivity.Name);
    }

    private sealed class ScopedLog : ILoggerProvider, ISupportExternalScope
    {
        private IExternalScopeProvider _scopes = new LoggerExternalScopeProvider();

        public ConcurrentQueue<(string Text, string? InstanceId)> Lines { get; } = new();

        public ILogger CreateLogger(string categoryName) => new Writer(this);

        public void SetScopeProvider(IExternalScopeProvider scopeProvider) => _scopes = scopeProvider;

        public void Dispose()
        {
        }

        private sealed class Writer(ScopedLog log) : ILogger
        {
            public IDisposable? BeginScope<TState>(TState state)
                where TState : notnull => log._scopes.Push(state);

            public bool IsEnabled(LogLevel logLevel) => true;

            public void Log<TState>(LogLevel level, EventId id, TState state, Exception? failure, Func<TState, Exception?, string> format)
            {
                string? instance = null;
                log._scopes.ForEachScope((scope, _) =>
                    instance = scope is IEnumerable<KeyValuePair<string, object>> pairs ? $"{pairs.First(p => p.Key == "InstanceId").Value}" : instance, 0);
                log.Lines.Enqueue((format(state, failure), instance));
            }
        }
    }
}
