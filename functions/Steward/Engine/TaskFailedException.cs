namespace Steward.Engine;

/// <summary>Why a task failed, in a form that survives storage.</summary>
/// <param name="ErrorType">The exception's type name.</param>
/// <param name="ErrorMessage">Its message: a sentence for people, without secrets.</param>
/// <param name="IsRetriable">False when another attempt cannot help (a <c>StewardException</c> of a kind that is not retryable).</param>
public sealed record FailureDetails(string ErrorType, string ErrorMessage, bool IsRetriable = true);

/// <summary>An activity or sub-orchestration failed, also after its retries.</summary>
public sealed class TaskFailedException : Exception
{
    /// <summary>Creates the failure.</summary>
    public TaskFailedException(string taskName, FailureDetails details)
        : base($"{taskName} failed: {details.ErrorMessage}") => (TaskName, FailureDetails) = (taskName, details);

    /// <summary>The activity's or orchestrator's name.</summary>
    public string TaskName { get; }

    /// <summary>Why.</summary>
    public FailureDetails FailureDetails { get; }
}
