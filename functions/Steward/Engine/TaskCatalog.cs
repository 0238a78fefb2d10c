using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Steward.Kernel;

namespace Steward.Engine;

/// <summary>An orchestrator as engines see it: a name, and JSON in and out.</summary>
/// <param name="Name">Its name.</param>
/// <param name="RunAsync">Runs it with its input as JSON (null: none); gives its output as JSON.</param>
public sealed record OrchestratorRegistration(string Name, Func<OrchestrationContext, string?, Task<string?>> RunAsync);

/// <summary>An activity as engines see it: a name, and JSON in and out.</summary>
/// <param name="Name">Its name.</param>
/// <param name="RunAsync">Makes it from the services and runs it.</param>
public sealed record ActivityRegistration(string Name, Func<IServiceProvider, string?, CancellationToken, Task<string?>> RunAsync);

/// <summary>Every orchestrator and activity there is, by name. Filled once at start, then only read.</summary>
public sealed class TaskCatalog
{
    private readonly Dictionary<string, OrchestratorRegistration> _orchestrators = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ActivityRegistration> _activities = new(StringComparer.Ordinal);

    /// <summary>The orchestrators by name.</summary>
    public IReadOnlyDictionary<string, OrchestratorRegistration> Orchestrators => _orchestrators;

    /// <summary>The activities by name.</summary>
    public IReadOnlyDictionary<string, ActivityRegistration> Activities => _activities;

    /// <summary>Adds an orchestrator in the form that engines see; a name twice throws.</summary>
    public TaskCatalog Add(OrchestratorRegistration orchestrator)
    {
        _orchestrators.Add(orchestrator.Name, orchestrator);
        return this;
    }

    /// <summary>Adds an activity in the form that engines see; a name twice throws.</summary>
    public TaskCatalog Add(ActivityRegistration activity)
    {
        _activities.Add(activity.Name, activity);
        return this;
    }

    /// <summary>Adds an orchestrator; a name twice is a mistake in the program and throws.</summary>
    public TaskCatalog AddOrchestrator<T, TInput, TOutput>()
        where T : IOrchestrator<TInput, TOutput>, new() =>
        Add(new OrchestratorRegistration(T.Name, async (context, input) => Write(await new T().RunAsync(context, Read<TInput>(input)))));

    /// <summary>Adds an activity, made from the services for each run; a name twice throws.</summary>
    public TaskCatalog AddActivity<T, TInput, TOutput>()
        where T : class, IActivity<TInput, TOutput>
    {
        var factory = ActivatorUtilities.CreateFactory<T>([]);
        return Add(new ActivityRegistration(T.Name, async (services, input, cancellation) =>
            Write(await factory(services, null).RunAsync(Read<TInput>(input), cancellation))));
    }

    private static T Read<T>(string? json) => json is null ? default! : JsonSerializer.Deserialize<T>(json, Json.Options)!;

    private static string? Write<T>(T value) => value is null ? null : Json.Write(value);
}

/// <summary>The output of a task that has none.</summary>
public sealed record Nothing
{
    /// <summary>The only value.</summary>
    public static Nothing Value { get; } = new();
}
