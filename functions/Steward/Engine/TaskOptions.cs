namespace Steward.Engine;

/// <summary>How an activity or sub-orchestration is run.</summary>
/// <param name="Retry">What happens when it fails; null: no second attempt.</param>
public record TaskOptions(RetryPolicy? Retry = null)
{
    /// <summary>The policy for activities that talk to other systems: 5 attempts, 1 s, doubled, at most 30 s apart.</summary>
    public static TaskOptions Patient { get; } = new(new RetryPolicy(5, TimeSpan.FromSeconds(1), 2.0, TimeSpan.FromSeconds(30)));
}

/// <summary>How a sub-orchestration is run.</summary>
/// <param name="InstanceId">Its id; null: derived from the parent's id and the call's number.</param>
/// <param name="Retry">What happens when it fails.</param>
public sealed record SubOrchestrationOptions(string? InstanceId = null, RetryPolicy? Retry = null) : TaskOptions(Retry);

/// <summary>Attempts with growing pauses. Names and meaning as in <c>Microsoft.DurableTask.RetryPolicy</c>.</summary>
/// <param name="MaxNumberOfAttempts">All attempts, the first included; at least 1.</param>
/// <param name="FirstRetryInterval">The pause before the second attempt.</param>
/// <param name="BackoffCoefficient">The factor from one pause to the next; at least 1.</param>
/// <param name="MaxRetryInterval">The longest pause; null: an hour.</param>
/// <param name="RetryTimeout">No further attempt later than this after the first; null: no such limit.</param>
public sealed record RetryPolicy(
    int MaxNumberOfAttempts,
    TimeSpan FirstRetryInterval,
    double BackoffCoefficient = 1.0,
    TimeSpan? MaxRetryInterval = null,
    TimeSpan? RetryTimeout = null);
