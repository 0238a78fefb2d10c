using Microsoft.DurableTask.Client;
using Steward.Engine;
using OrchestrationMetadata = Steward.Engine.OrchestrationMetadata;
using OrchestrationQuery = Steward.Engine.OrchestrationQuery;
using OrchestrationRuntimeStatus = Steward.Engine.OrchestrationRuntimeStatus;

namespace Steward.Functions.Durable;

/// <summary>Instances and questions about them, from Durable Task's records to the port's and back.</summary>
internal static class Instances
{
    // Whatever state an instance of the id is in, it is left as it is.
    private static readonly Microsoft.DurableTask.Client.OrchestrationRuntimeStatus[] _all = [.. StartOrchestrationOptionsExtensions.ValidDedupeStatuses];

    /// <summary>An instance. Durable Task gives status and failure only together with input and output: who wants no more than the former leaves the latter out here.</summary>
    public static OrchestrationMetadata? Of(Microsoft.DurableTask.Client.OrchestrationMetadata? found, bool isWhole) => found is null ? null : new OrchestrationMetadata
    {
        InstanceId = found.InstanceId,
        Name = found.Name,
        RuntimeStatus = StatusOf(found.RuntimeStatus.ToString()),
        CreatedAt = found.CreatedAt,
        LastUpdatedAt = found.LastUpdatedAt,
        SerializedCustomStatus = Json(found.SerializedCustomStatus),
        SerializedInput = isWhole ? Json(found.SerializedInput) : null,
        SerializedOutput = isWhole ? Json(found.SerializedOutput) : null,
        FailureDetails = found.FailureDetails is { } failure ? Failures.Of(failure) : null,
    };

    public static Microsoft.DurableTask.StartOrchestrationOptions? Of(StartOrchestrationOptions? options) =>
        options is null ? null : new Microsoft.DurableTask.StartOrchestrationOptions(options.InstanceId, options.StartAt).WithDedupeStatuses(_all);

    /// <summary>How a failed instance begins again; one that is in another state by then is left as it is.</summary>
    public static Microsoft.DurableTask.StartOrchestrationOptions Again(string instanceId) =>
        new Microsoft.DurableTask.StartOrchestrationOptions(instanceId).WithDedupeStatuses([.. _all.Where(s => s != Microsoft.DurableTask.Client.OrchestrationRuntimeStatus.Failed)]);

    public static Microsoft.DurableTask.Client.OrchestrationQuery Of(OrchestrationQuery? query) => new(
        Statuses: query?.Statuses?.Select(s => Enum.Parse<Microsoft.DurableTask.Client.OrchestrationRuntimeStatus>(s.ToString())),
        InstanceIdPrefix: query?.InstanceIdPrefix,
        PageSize: Math.Min(query?.PageSize ?? Microsoft.DurableTask.Client.OrchestrationQuery.DefaultPageSize, Microsoft.DurableTask.Client.OrchestrationQuery.DefaultPageSize),
        FetchInputsAndOutputs: true);

    // Two states of Durable Task are not the port's: one that continues as new runs, one that was cancelled was ended by somebody.
    private static OrchestrationRuntimeStatus StatusOf(string status) => status switch
    {
        "ContinuedAsNew" => OrchestrationRuntimeStatus.Running,
        "Canceled" => OrchestrationRuntimeStatus.Terminated,
        _ => Enum.Parse<OrchestrationRuntimeStatus>(status),
    };

    private static string? Json(string? text) => text is null or "" or "null" ? null : text;
}
