namespace Steward.Engine;

/// <summary>The state of an instance. Names as in Durable Task.</summary>
public enum OrchestrationRuntimeStatus
{
    /// <summary>Accepted, not yet run.</summary>
    Pending,

    /// <summary>Running or waiting.</summary>
    Running,

    /// <summary>Held by a person.</summary>
    Suspended,

    /// <summary>Ended with an output.</summary>
    Completed,

    /// <summary>Ended with a failure; can be taken back with RewindInstanceAsync.</summary>
    Failed,

    /// <summary>Ended by a person.</summary>
    Terminated,
}

/// <summary>What is known of an instance.</summary>
public sealed record OrchestrationMetadata
{
    /// <summary>Its id.</summary>
    public required string InstanceId { get; init; }

    /// <summary>The orchestrator's name.</summary>
    public required string Name { get; init; }

    /// <summary>Its state.</summary>
    public required OrchestrationRuntimeStatus RuntimeStatus { get; init; }

    /// <summary>When it was scheduled.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When something last happened to it.</summary>
    public required DateTimeOffset LastUpdatedAt { get; init; }

    /// <summary>The custom status as JSON, or null.</summary>
    public string? SerializedCustomStatus { get; init; }

    /// <summary>The input as JSON, where asked for.</summary>
    public string? SerializedInput { get; init; }

    /// <summary>The output as JSON, where asked for and ended.</summary>
    public string? SerializedOutput { get; init; }

    /// <summary>Why it failed, or null.</summary>
    public FailureDetails? FailureDetails { get; init; }

    /// <summary>True when it has ended, one way or another.</summary>
    public bool IsCompleted => RuntimeStatus is OrchestrationRuntimeStatus.Completed
        or OrchestrationRuntimeStatus.Failed or OrchestrationRuntimeStatus.Terminated;
}
