using Microsoft.Extensions.DependencyInjection;
using Steward.Engine;

namespace Steward.TestKit.Engine;

/// <summary>
/// Runs a workflow with a forced replay after each event: code that reads a clock, a random number or anything else that differs from
/// one replay to the next ends as Failed, with a sentence that names the step.
/// </summary>
public static class ReplayEverywhere
{
    /// <summary>Runs an orchestration to its end.</summary>
    /// <param name="catalog">The program.</param>
    /// <param name="orchestrator">The orchestrator's name.</param>
    /// <param name="input">Its input.</param>
    /// <param name="services">What activities are made from; null: no services.</param>
    /// <param name="during">What happens meanwhile (events raised), given the port and the instance's id.</param>
    public static async Task<OrchestrationMetadata> RunAsync(
        TaskCatalog catalog, string orchestrator, object? input, IServiceProvider? services = null,
        Func<IOrchestrationClient, string, Task>? during = null) =>
        (await RunAsync(catalog, true, client => client.ScheduleNewOrchestrationInstanceAsync(orchestrator, input), services, during))[0];

    /// <summary>Runs an orchestration to its end, with forced replays or without.</summary>
    /// <returns>Its instance first, then all others that there are, by id.</returns>
    public static async Task<IReadOnlyList<OrchestrationMetadata>> RunAsync(
        TaskCatalog catalog, bool isForced, Func<IOrchestrationClient, Task<string>> start, IServiceProvider? services = null,
        Func<IOrchestrationClient, string, Task>? during = null)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await using var engine = await EmbeddedUnderTest.StartAsync(catalog, new EmbeddedSetting
        {
            Services = services ?? new ServiceCollection().BuildServiceProvider(),
            Options = options => options with { ReplayAtEveryAwait = isForced },
        });
        var id = await start(engine.Client);
        if (during is not null) await during(engine.Client, id);
        var all = new List<OrchestrationMetadata> { await engine.Client.WaitForInstanceCompletionAsync(id, true, patience.Token) };
        await foreach (var instance in engine.Client.GetAllInstancesAsync(new OrchestrationQuery(FetchInputsAndOutputs: true), patience.Token))
            if (instance.InstanceId != id) all.Add(instance);
        return all;
    }
}
