namespace Steward.Engine.Embedded.Run;

/// <summary>When the next attempt of a step is due. Arithmetic as in <c>Microsoft.DurableTask.RetryPolicy</c>.</summary>
internal static class RetryRule
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(1);

    /// <summary>The time of the next attempt, or null when there is none.</summary>
    /// <param name="step">The step, with the attempts that failed before this one.</param>
    /// <param name="failure">Why this attempt failed.</param>
    /// <param name="now">The time of the failure.</param>
    public static DateTimeOffset? Next(Step step, FailureDetails failure, DateTimeOffset now)
    {
        if (step.Retry is not { } policy || !failure.IsRetriable || step.Attempts + 1 >= policy.MaxNumberOfAttempts) return null;
        var due = now + PauseAfter(step.Attempts, policy);
        return policy.RetryTimeout is { } timeout && due > new DateTimeOffset(step.AskedAt) + timeout ? null : due;
    }

    private static TimeSpan PauseAfter(int failedBefore, RetryPolicy policy)
    {
        var longest = policy.MaxRetryInterval ?? LongestPause;
        var factor = Math.Pow(Math.Max(1, policy.BackoffCoefficient), failedBefore);
        // Compared as numbers first: a TimeSpan cannot hold what a large factor gives.
        return policy.FirstRetryInterval.TotalSeconds * factor >= longest.TotalSeconds ? longest : policy.FirstRetryInterval * factor;
    }
}
