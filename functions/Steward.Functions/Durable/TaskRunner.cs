using System.Text.Json;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Steward.Engine;
using Steward.Kernel;

namespace Steward.Functions.Durable;

/// <summary>Runs the tasks of the catalog for the triggers of their names.</summary>
/// <param name="catalog">Every orchestrator and activity.</param>
/// <param name="clients">Learns the engine's client.</param>
/// <param name="log">Every line of an activity carries its instance's id.</param>
internal sealed class TaskRunner(TaskCatalog catalog, DurableClients clients, ILogger<TaskRunner> log)
{
    /// <summary>Runs, or replays, an orchestrator.</summary>
    public Task<JsonElement?> OrchestrateAsync(string name, TaskOrchestrationContext context) => DurableTasks.OrchestrateAsync(catalog.Orchestrators[name], context);

    /// <summary>Runs an activity.</summary>
    public async Task<JsonElement?> ActAsync(string name, JsonElement input, DurableTaskClient client, FunctionContext context)
    {
        clients.Use(client);
        var instance = context.BindingContext.BindingData.GetValueOrDefault("instanceId");
        using var scope = log.BeginScope(new Dictionary<string, object?>(StringComparer.Ordinal) { ["InstanceId"] = instance?.ToString()?.Trim('"') });
        await using var services = context.InstanceServices.CreateAsyncScope();
        return await DurableTasks.ActAsync(catalog.Activities[name], services.ServiceProvider, input, context.CancellationToken);
    }
}

/// <summary>The tasks as Durable Task runs them: JSON in, JSON out, and failures that say whether another attempt can help.</summary>
internal static class DurableTasks
{
    public static async Task<JsonElement?> OrchestrateAsync(OrchestratorRegistration orchestrator, TaskOrchestrationContext context) =>
        Parse(await orchestrator.RunAsync(new DurableContext(context), context.GetInput<JsonElement?>()?.GetRawText()));

    public static async Task<JsonElement?> ActAsync(ActivityRegistration activity, IServiceProvider services, JsonElement? input, CancellationToken cancellation)
    {
        try
        {
            return Parse(await activity.RunAsync(services, input?.GetRawText(), cancellation));
        }
        catch (StewardException failure) when (!failure.IsRetryable)
        {
            throw new FinalFailureException(failure.Message, failure);
        }
    }

    private static JsonElement? Parse(string? json) => json is null ? null : JsonDocument.Parse(json).RootElement;
}
