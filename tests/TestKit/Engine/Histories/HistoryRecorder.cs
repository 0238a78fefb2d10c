using System.Collections.Concurrent;
using System.Text.Json;
using Steward.Engine;
using Steward.Kernel;

namespace Steward.TestKit.Engine.Histories;

/// <summary>Writes down what the orchestrators of a program ask for and get, while an engine runs them. No run may be replayed meanwhile.</summary>
public sealed class HistoryRecorder
{
    private readonly ConcurrentDictionary<string, History> _histories = new(StringComparer.Ordinal);

    /// <summary>The program, recorded.</summary>
    public TaskCatalog Wrap(TaskCatalog program)
    {
        var recorded = new TaskCatalog();
        foreach (var activity in program.Activities.Values) recorded.Add(activity);
        foreach (var orchestrator in program.Orchestrators.Values)
            recorded.Add(new OrchestratorRegistration(orchestrator.Name, (context, input) => RunAsync(orchestrator, context, input)));
        return recorded;
    }

    /// <summary>The history of an instance that has ended.</summary>
    public History Of(string instanceId, string scenario) => _histories[instanceId] with { Scenario = scenario };

    /// <summary>JSON text as a value.</summary>
    internal static JsonElement? Parse(string? json) => json is null ? null : JsonSerializer.Deserialize<JsonElement>(json);

    /// <summary>A value as JSON.</summary>
    internal static JsonElement? Element(object? value) => value is null ? null : JsonSerializer.SerializeToElement(value, value.GetType(), Json.Options);

    private async Task<string?> RunAsync(OrchestratorRegistration orchestrator, OrchestrationContext context, string? input)
    {
        var recording = new RecordingContext(context);
        var history = new History("", context.InstanceId, context.CurrentUtcDateTime, Parse(input), recording.Entries, recording.Ids, true, null);
        try
        {
            var output = await orchestrator.RunAsync(recording, input);
            _histories[context.InstanceId] = history with { IsFailed = false, Output = Parse(output) };
            return output;
        }
        catch
        {
            _histories[context.InstanceId] = history;
            throw;
        }
    }
}
