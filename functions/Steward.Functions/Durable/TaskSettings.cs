namespace Steward.Functions.Durable;

/// <summary>The port's options as Durable Task's.</summary>
internal static class TaskSettings
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(1);

    public static Microsoft.DurableTask.TaskOptions? Of(Engine.TaskOptions? options) => options?.Retry is { } retry ? new(Of(retry)) : null;

    public static Microsoft.DurableTask.SubOrchestrationOptions Of(Engine.SubOrchestrationOptions? options, string instanceId) =>
        new(options?.Retry is { } retry ? Of(retry) : null, instanceId);

    private static Microsoft.DurableTask.TaskRetryOptions Of(Engine.RetryPolicy retry) => new Microsoft.DurableTask.RetryPolicy(
        retry.MaxNumberOfAttempts,
        retry.FirstRetryInterval,
        retry.BackoffCoefficient,
        retry.MaxRetryInterval ?? LongestPause,
        retry.RetryTimeout ?? Timeout.InfiniteTimeSpan)
    {
        HandleFailure = details => !Failures.IsFinal(details),
    };
}
