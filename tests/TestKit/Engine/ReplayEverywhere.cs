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
        Func<IOrchestrationClient, string, Task>? during = null)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await using var engine = await EmbeddedUnderTest.StartAsync(catalog, new EmbeddedSetting
        {
            Services = services ?? new ServiceCollection().BuildServiceProvider(),
            Options = options => options with { ReplayAtEveryAwait = true },
        });
        var id = await engine.Client.ScheduleNewOrchestrationInstanceAsync(orchestrator, input, null, patience.Token);
        if (during is not null) await during(engine.Client, id);
        return await engine.Client.WaitForInstanceCompletionAsync(id, true, patience.Token);
    }
}
