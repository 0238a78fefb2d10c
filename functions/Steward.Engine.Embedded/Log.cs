using Microsoft.Extensions.Logging;

namespace Steward.Engine.Embedded;

/// <summary>The engine's log messages.</summary>
internal static partial class Log
{
    /// <summary>The scope that puts the instance id on every line.</summary>
    public static IDisposable? InstanceScope(this ILogger log, string id) =>
        log.BeginScope(new Dictionary<string, object>(StringComparer.Ordinal) { ["InstanceId"] = id });

    [LoggerMessage(1, LogLevel.Information, "This node is the active one now ({Instances} unfinished instances)")]
    public static partial void Activated(this ILogger log, int instances);

    [LoggerMessage(2, LogLevel.Warning, "This node is no longer the active one: {Reason}")]
    public static partial void Deactivated(this ILogger log, string reason);

    [LoggerMessage(3, LogLevel.Warning, "The engine could not become active and tries again")]
    public static partial void ActivationFailed(this ILogger log, Exception failure);

    [LoggerMessage(4, LogLevel.Error, "Storage does not answer for {Partition}; writes are tried again until it does")]
    public static partial void StorageIsOut(this ILogger log, Exception failure, string partition);

    [LoggerMessage(5, LogLevel.Error, "Storage refused a transaction of {Partition} for good")]
    public static partial void CommitRefused(this ILogger log, Exception failure, string partition);

    [LoggerMessage(6, LogLevel.Warning, "Activity {Activity} failed in attempt {Attempt}")]
    public static partial void ActivityFailed(this ILogger log, Exception failure, string activity, int attempt);

    [LoggerMessage(7, LogLevel.Warning, "{Task} will be tried again at {Due}: {Reason}")]
    public static partial void WillRetry(this ILogger log, string task, DateTimeOffset due, string reason);

    [LoggerMessage(8, LogLevel.Error, "Orchestration {Orchestrator} failed: {Reason}")]
    public static partial void OrchestrationFailed(this ILogger log, string orchestrator, string reason);

    [LoggerMessage(9, LogLevel.Information, "Orchestration {Orchestrator} ended: {Status}")]
    public static partial void OrchestrationEnded(this ILogger log, string orchestrator, OrchestrationRuntimeStatus status);

    [LoggerMessage(10, LogLevel.Error, "The engine could not go on with this instance")]
    public static partial void InstanceBroke(this ILogger log, Exception failure);

    [LoggerMessage(11, LogLevel.Information, "{Verb} was asked for: {Reason}")]
    public static partial void VerbAsked(this ILogger log, string verb, string? reason);

    [LoggerMessage(12, LogLevel.Warning, "The lease could not be renewed; it is tried again")]
    public static partial void RenewFailed(this ILogger log, Exception failure);
}
