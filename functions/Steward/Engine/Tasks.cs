namespace Steward.Engine;

/// <summary>The deterministic code of an orchestration. A new instance is made for every run; it holds no state and takes no services.</summary>
/// <typeparam name="TInput">Its input, JSON.</typeparam>
/// <typeparam name="TOutput">Its output, JSON.</typeparam>
public interface IOrchestrator<in TInput, TOutput>
{
    /// <summary>The name that histories, monitors and logs show; it never changes once released.</summary>
    static abstract string Name { get; }

    /// <summary>Runs, or replays, the orchestration.</summary>
    Task<TOutput> RunAsync(OrchestrationContext context, TInput input);
}

/// <summary>A step with I/O. It may run more than once for one call, so its effect must be the same the second time.</summary>
/// <typeparam name="TInput">Its input, JSON.</typeparam>
/// <typeparam name="TOutput">Its output, JSON.</typeparam>
public interface IActivity<in TInput, TOutput>
{
    /// <summary>The name that histories, monitors and logs show; it never changes once released.</summary>
    static abstract string Name { get; }

    /// <summary>Does the step. A <see cref="Kernel.StewardException"/> of a kind that is not retryable ends the retries.</summary>
    Task<TOutput> RunAsync(TInput input, CancellationToken cancellation);
}
