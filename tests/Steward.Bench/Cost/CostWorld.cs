using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Steward.Access;
using Steward.Azure.Storage;
using Steward.Changes;
using Steward.Engine;
using Steward.Engine.Embedded;
using Steward.Hosting;
using Steward.Hosting.Schedules;
using Steward.Kernel;
using Steward.Stages;
using Steward.TestKit;
using Steward.TestKit.Clamd;
using Steward.TestKit.Hosts;
using Steward.TestKit.Packages;
using Steward.TestKit.Web;
using Steward.Web;

namespace Steward.Bench.Cost;

/// <summary>All of Steward in this process, as a host puts it together, with everything counted that it sends to storage.</summary>
internal sealed class CostWorld : IAsyncDisposable
{
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(1.5);
    private readonly OperationCounter _own;
    private readonly OperationCounter _engine;
    private readonly TaskCounter _tasks = new();
    private readonly ScriptedClamd _clamd = new((stream, command, stop) =>
        ScriptedClamd.Answer(command == "INSTREAM" ? "stream: OK\0" : "ClamAV 1.4.2/27500/Mon Nov 23 09:00:00 2026\0")(stream, command, stop));

    private LoopbackServer _server = null!;
    private DateTimeOffset _due = TimeProvider.System.GetUtcNow();

    private CostWorld(string storage) => (_own, _engine) = (new OperationCounter(storage), new OperationCounter(storage));

    public FakeRegistries Registries { get; private set; } = null!;

    public StewardApi Api { get; private set; } = null!;

    public static async Task<CostWorld> StartAsync(string storage)
    {
        var world = new CostWorld(storage) { Registries = await FakeRegistries.StartAsync() };
        world._server = await LoopbackServer.StartAsync((services, folder) => world.Add(services, storage, folder), app => app.UseStewardWeb());
        await world._server.Services.GetRequiredService<EmbeddedEngine>().WhenActive;
        var (token, _) = await world._server.Services.GetRequiredService<AccessTokens>().IssueAsync(new TokenRequest("bench", AccessLevel.Administer), "bench", default);
        world.Api = new StewardApi(world._server.Address.ToString(), token);
        return world;
    }

    /// <summary>Does something, waits until all that it caused is done, and gives what it used.</summary>
    public async Task<Usage> MeasureAsync(Func<Task> act)
    {
        await RestAsync();
        var before = Now();
        await act();
        await RestAsync();
        return Now() - before;
    }

    /// <summary>What one run of a schedule uses, at a due time that it has not run for.</summary>
    public Task<Usage> MeasureAsync(Schedule schedule)
    {
        // Not the minutes in which a reconcile also asks for what never came: that is one more activity every fifth time.
        do _due = _due.AddMinutes(-1);
        while (_due.Minute % 5 == 0);
        return MeasureAsync(() => _server.Services.GetRequiredService<ScheduleStarter>().StartAsync(schedule, _due, default));
    }

    /// <summary>The schedules.</summary>
    public IReadOnlyList<Schedule> Schedules => [.. _server.Services.GetRequiredService<ScheduleStarter>().Schedules];

    /// <summary>Asks for a release.</summary>
    public async Task ReleaseAsync(ProductId product, string tag)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"api/products/{product}/releases") { Content = JsonContent.Create(new { tag }) };
        using var answer = await Api.SendAsync(request);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>That a change has come to a state, with the tree as the reason why not.</summary>
    public async Task RequireAsync(ChangeId change, Func<ChangeRecord, bool> holds)
    {
        var record = await Api.ChangeAsync(change) ?? throw new InvalidOperationException($"{change} is not known.");
        if (holds(record)) return;
        var nodes = record.Tree?.Walk().Select(n => $"{n.Path}: {n.Node.Verdict} {n.Node.Reason}") ?? [];
        throw new InvalidOperationException($"{change} is {record.State}: {string.Join('\n', nodes)}");
    }

    public async ValueTask DisposeAsync()
    {
        Api.Dispose();
        await _server.DisposeAsync();
        await Registries.DisposeAsync();
        await _clamd.DisposeAsync();
    }

    private void Add(IServiceCollection services, string storage, string folder)
    {
        var place = new StorageOptions { ConnectionString = storage, Prefix = Azurite.NewPrefix() };
        var options = new StewardOptions { Storage = place, SigningKeyFile = Path.Combine(folder, "key.pem"), Clamd = _clamd.Address, WebhookSecrets = { HostProcess.Secret } };
        options.Packages.NpmRegistry = Registries.Npm;
        services.AddSteward(options, HostPlace.Local, TimeProvider.System).AddSingleton(new StorageAccount(place, _own));
        var catalog = services.Select(s => s.ImplementationInstance).OfType<TaskCatalog>().Single();
        var journal = new StorageAccount(place, _engine);
        services.AddSingleton(_tasks.On(catalog))
            .AddEmbeddedEngine(new EngineOptions { Table = () => journal.TableAsync("Engine"), Container = () => journal.ContainerAsync("engine") });
    }

    private Usage Now() => new(
        _own.Of(OperationKind.Table), _own.Of(OperationKind.BlobWrite), _own.Of(OperationKind.BlobRead),
        _engine.Of(OperationKind.Table) + _engine.Of(OperationKind.BlobWrite) + _engine.Of(OperationKind.BlobRead),
        _tasks.Orchestrations, _tasks.Activities, _tasks.Seconds);

    // Until nothing was sent for a while: looking into the engine would itself be counted.
    private async Task RestAsync()
    {
        for (var (seen, now) = (Usage.None, Now()); seen != now || _tasks.IsBusy; (seen, now) = (now, Now())) await Task.Delay(Quiet);
    }
}
