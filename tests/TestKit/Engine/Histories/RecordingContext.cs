using Steward.Engine;

namespace Steward.TestKit.Engine.Histories;

/// <summary>A context that writes down what is asked of it and what it answers.</summary>
internal sealed class RecordingContext(OrchestrationContext inner) : OrchestrationContext
{
    private int _asked;

    public List<HistoryEntry> Entries { get; } = [];

    public List<Guid> Ids { get; } = [];

    public override string InstanceId => inner.InstanceId;

    public override DateTime CurrentUtcDateTime => inner.CurrentUtcDateTime;

    public override bool IsReplaying => inner.IsReplaying;

    public override Task<TResult> CallActivityAsync<TResult>(string name, object? input = null, TaskOptions? options = null) =>
        AskAsync(HistoryKind.Activity, name, input, () => inner.CallActivityAsync<TResult>(name, input, options));

    public override Task<TResult> CallSubOrchestratorAsync<TResult>(string orchestratorName, object? input = null, SubOrchestrationOptions? options = null) =>
        AskAsync(HistoryKind.Sub, orchestratorName, input, () => inner.CallSubOrchestratorAsync<TResult>(orchestratorName, input, options));

    public override Task CreateTimer(DateTime fireAt, CancellationToken cancellationToken) => AskAsync<object?>(HistoryKind.Timer, null, null, async () =>
    {
        await inner.CreateTimer(fireAt, cancellationToken);
        return null;
    });

    public override async Task<T> WaitForExternalEvent<T>(string eventName, CancellationToken cancellationToken = default)
    {
        var payload = await inner.WaitForExternalEvent<T>(eventName, cancellationToken);
        Entries.Add(new HistoryEntry(HistoryKind.Raised, null, eventName, HistoryRecorder.Element(payload), At: CurrentUtcDateTime));
        return payload;
    }

    public override void SetCustomStatus(object? customStatus) => inner.SetCustomStatus(customStatus);

    public override void ContinueAsNew(object? newInput = null, bool preserveUnprocessedEvents = true) =>
        throw new NotSupportedException("No workflow continued as new when this was written: teach HistoryRecorder and HistoryReplay to keep one history a run.");

    public override Guid NewGuid()
    {
        Ids.Add(inner.NewGuid());
        return Ids[^1];
    }

    private async Task<T> AskAsync<T>(HistoryKind kind, string? name, object? input, Func<Task<T>> ask)
    {
        var number = _asked++;
        Entries.Add(new HistoryEntry(kind, number, name, HistoryRecorder.Element(input)));
        try
        {
            var answer = await ask();
            Entries.Add(new HistoryEntry(HistoryKind.Answered, number, name, HistoryRecorder.Element(answer), At: CurrentUtcDateTime));
            return answer;
        }
        catch (TaskFailedException failure)
        {
            Entries.Add(new HistoryEntry(HistoryKind.Failed, number, name, null, failure.FailureDetails, CurrentUtcDateTime));
            throw;
        }
    }
}
