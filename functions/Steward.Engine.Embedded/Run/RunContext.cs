using System.Text.Json;
using Steward.Kernel;

namespace Steward.Engine.Embedded.Run;

/// <summary>The context that orchestrators are given: turns their calls into steps of the run.</summary>
internal sealed class RunContext(Execution run) : OrchestrationContext
{
    private int _guids;

    /// <inheritdoc/>
    public override string InstanceId => run.Header.Id;

    /// <inheritdoc/>
    public override DateTime CurrentUtcDateTime => run.Now;

    /// <inheritdoc/>
    public override bool IsReplaying => run.IsReplaying;

    /// <inheritdoc/>
    public override async Task<TResult> CallActivityAsync<TResult>(string name, object? input = null, TaskOptions? options = null)
    {
        var step = run.Ask(number => new Step
        {
            Number = number, Kind = StepKind.Activity, Name = name, Input = Write(input), Retry = options?.Retry, AskedAt = run.Now,
        });
        return Read<TResult>(await step.Answer.Task);
    }

    /// <inheritdoc/>
    public override async Task<TResult> CallSubOrchestratorAsync<TResult>(
        string orchestratorName, object? input = null, SubOrchestrationOptions? options = null)
    {
        var step = run.Ask(number => new Step
        {
            Number = number, Kind = StepKind.Sub, Name = orchestratorName, Input = Write(input), Retry = options?.Retry,
            Child = options?.InstanceId ?? ChildId(number), AskedAt = run.Now,
        });
        return Read<TResult>(await step.Answer.Task);
    }

    /// <inheritdoc/>
    public override Task CreateTimer(DateTime fireAt, CancellationToken cancellationToken)
    {
        var due = fireAt.Kind == DateTimeKind.Local ? fireAt.ToUniversalTime() : DateTime.SpecifyKind(fireAt, DateTimeKind.Utc);
        var step = run.Ask(number => new Step { Number = number, Kind = StepKind.Timer, Due = new DateTimeOffset(due), AskedAt = run.Now });
        cancellationToken.UnsafeRegister(_ => run.Cancel(step, cancellationToken), null);
        return step.Answer.Task;
    }

    /// <inheritdoc/>
    public override async Task<T> WaitForExternalEvent<T>(string eventName, CancellationToken cancellationToken = default)
    {
        run.RequireInside();
        return Read<T>(await run.Raised.TakeAsync(eventName, run.MayCancel, cancellationToken));
    }

    /// <inheritdoc/>
    public override void SetCustomStatus(object? customStatus)
    {
        run.RequireInside();
        run.CustomStatus = CustomStatuses.Write(InstanceId, customStatus);
    }

    /// <inheritdoc/>
    public override void ContinueAsNew(object? newInput = null, bool preserveUnprocessedEvents = true)
    {
        run.RequireInside();
        run.ContinueWith(Write(newInput), preserveUnprocessedEvents);
    }

    /// <inheritdoc/>
    public override Guid NewGuid()
    {
        run.RequireInside();
        return ReplayableGuid.Create($"{InstanceId}|{run.Header.Run}|{_guids++}");
    }

    // Each run of a parent has children of its own: those of the run before may still be there.
    private string ChildId(int number) =>
        run.Header.Run == 0 ? $"{InstanceId}:{number:D4}" : $"{InstanceId}:{run.Header.Run}.{number:D4}";

    private static string? Write(object? value) => value is null ? null : JsonSerializer.Serialize(value, value.GetType(), Json.Options);

    private static T Read<T>(string? json) => json is null ? default! : JsonSerializer.Deserialize<T>(json, Json.Options)!;
}
