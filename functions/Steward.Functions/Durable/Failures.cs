using Microsoft.DurableTask;
using Steward.Engine;

namespace Steward.Functions.Durable;

/// <summary>Durable Task's failures as the port's.</summary>
internal static class Failures
{
    /// <summary>Awaits a task of an orchestration; its failure becomes the port's.</summary>
    public static async Task<T> OfAsync<T>(Task<T> task)
    {
        try
        {
            return await task;
        }
        catch (Microsoft.DurableTask.TaskFailedException failure)
        {
            throw new Engine.TaskFailedException(failure.TaskName, Of(failure.FailureDetails));
        }
    }

    /// <summary>What the port knows of a failure.</summary>
    public static FailureDetails Of(TaskFailureDetails details) => new(details.ErrorType, details.ErrorMessage, !IsFinal(details));

    /// <summary>True when another attempt cannot help.</summary>
    public static bool IsFinal(TaskFailureDetails details) => details.ErrorType == typeof(FinalFailureException).FullName;
}
