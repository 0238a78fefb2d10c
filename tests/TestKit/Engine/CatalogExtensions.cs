using Steward.Engine;
using Steward.Kernel;

namespace Steward.TestKit.Engine;

/// <summary>Programs of tests, written where they are used.</summary>
public static class CatalogExtensions
{
    /// <summary>Adds an orchestrator.</summary>
    public static TaskCatalog Orchestrator<TInput, TOutput>(
        this TaskCatalog catalog, string name, Func<OrchestrationContext, TInput, Task<TOutput>> code) =>
        catalog.Add(new OrchestratorRegistration(name, async (context, input) => Write(await code(context, Read<TInput>(input)))));

    /// <summary>Adds an orchestrator without input.</summary>
    public static TaskCatalog Orchestrator<TOutput>(this TaskCatalog catalog, string name, Func<OrchestrationContext, Task<TOutput>> code) =>
        catalog.Orchestrator<object?, TOutput>(name, (context, _) => code(context));

    /// <summary>Adds an activity.</summary>
    public static TaskCatalog Activity<TInput, TOutput>(
        this TaskCatalog catalog, string name, Func<TInput, CancellationToken, Task<TOutput>> code) =>
        catalog.Add(new ActivityRegistration(name, async (_, input, cancellation) => Write(await code(Read<TInput>(input), cancellation))));

    /// <summary>Adds an activity that does not wait.</summary>
    public static TaskCatalog Activity<TInput, TOutput>(this TaskCatalog catalog, string name, Func<TInput, TOutput> code) =>
        catalog.Activity<TInput, TOutput>(name, (input, _) => Task.FromResult(code(input)));

    private static T Read<T>(string? json) => json is null ? default! : Json.Read<T>(json);

    private static string? Write<T>(T value) => value is null ? null : Json.Write(value);
}
