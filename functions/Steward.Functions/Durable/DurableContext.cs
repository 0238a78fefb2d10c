using System.Globalization;
using Microsoft.DurableTask;
using Steward.Engine;

namespace Steward.Functions.Durable;

/// <summary>The engine's port on Durable Task: the same verbs, a line each.</summary>
/// <param name="inner">Durable Task's context.</param>
internal sealed class DurableContext(TaskOrchestrationContext inner) : OrchestrationContext
{
    private readonly RaisedEvents _raised = new(inner);
    private int _children;

    public override string InstanceId => inner.InstanceId;

    public override DateTime CurrentUtcDateTime => inner.CurrentUtcDateTime;

    public override bool IsReplaying => inner.IsReplaying;

    public override Task<TResult> CallActivityAsync<TResult>(string name, object? input = null, Engine.TaskOptions? options = null) =>
        Failures.OfAsync(inner.CallActivityAsync<TResult>(name, input, TaskSettings.Of(options)));

    public override Task<TResult> CallSubOrchestratorAsync<TResult>(string orchestratorName, object? input = null, Engine.SubOrchestrationOptions? options = null) =>
        Failures.OfAsync(inner.CallSubOrchestratorAsync<TResult>(orchestratorName, input, TaskSettings.Of(options, ChildId(options))));

    public override Task CreateTimer(DateTime fireAt, CancellationToken cancellationToken) => inner.CreateTimer(fireAt, cancellationToken);

    public override Task<T> WaitForExternalEvent<T>(string eventName, CancellationToken cancellationToken = default) =>
        _raised.TakeAsync<T>(eventName, cancellationToken);

    public override void SetCustomStatus(object? customStatus)
    {
        CustomStatuses.Write(InstanceId, customStatus);
        inner.SetCustomStatus(customStatus);
    }

    public override void ContinueAsNew(object? newInput = null, bool preserveUnprocessedEvents = true)
    {
        _raised.Continue(preserveUnprocessedEvents);
        inner.ContinueAsNew(newInput, preserveUnprocessedEvents);
    }

    public override Guid NewGuid() => inner.NewGuid();

    // By the parent's id and the call's number, as the port says; counted anew in each replay.
    private string ChildId(Engine.SubOrchestrationOptions? options)
    {
        var number = _children++;
        return options?.InstanceId ?? string.Create(CultureInfo.InvariantCulture, $"{InstanceId}:{number:D4}");
    }
}
