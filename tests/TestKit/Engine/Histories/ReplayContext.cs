using System.Text.Json;
using Steward.Engine;
using Steward.Kernel;

namespace Steward.TestKit.Engine.Histories;

/// <summary>A context that answers from a history, and only what that has. A call that does not fit is kept in <see cref="Break"/> and never answered.</summary>
internal sealed class ReplayContext(History history) : OrchestrationContext
{
    private readonly List<HistoryEntry> _asked = [.. history.Entries.Where(e => e.IsAsked)];
    private readonly List<TaskCompletionSource<JsonElement?>> _steps = [];
    private readonly Dictionary<string, (Queue<JsonElement?> Kept, Queue<TaskCompletionSource<JsonElement?>> Waiting)> _events = new(StringComparer.Ordinal);
    private DateTime _now = history.Began;
    private int _ids;

    /// <summary>What does not fit, as a sentence; null: all has until now.</summary>
    public string? Break { get; private set; }

    /// <summary>How many steps were asked for.</summary>
    public int Asked => _steps.Count;

    public override string InstanceId => history.InstanceId;

    public override DateTime CurrentUtcDateTime => _now;

    public override bool IsReplaying => true;

    public override async Task<TResult> CallActivityAsync<TResult>(string name, object? input = null, TaskOptions? options = null) =>
        Read<TResult>(await AskAsync(HistoryKind.Activity, name, input, CancellationToken.None));

    public override async Task<TResult> CallSubOrchestratorAsync<TResult>(string orchestratorName, object? input = null, SubOrchestrationOptions? options = null) =>
        Read<TResult>(await AskAsync(HistoryKind.Sub, orchestratorName, input, CancellationToken.None));

    public override Task CreateTimer(DateTime fireAt, CancellationToken cancellationToken) => AskAsync(HistoryKind.Timer, null, null, cancellationToken);

    public override async Task<T> WaitForExternalEvent<T>(string eventName, CancellationToken cancellationToken = default)
    {
        var (kept, waiting) = LineOf(eventName);
        if (kept.TryDequeue(out var payload)) return Read<T>(payload);
        var waiter = NewWaiter(cancellationToken);
        waiting.Enqueue(waiter);
        return Read<T>(await waiter.Task);
    }

    public override void SetCustomStatus(object? customStatus) => CustomStatuses.Write(InstanceId, customStatus);

    public override void ContinueAsNew(object? newInput = null, bool preserveUnprocessedEvents = true) => Break ??= "It continues as new, which its history does not.";

    public override Guid NewGuid()
    {
        if (_ids < history.Ids.Count) return history.Ids[_ids++];
        Break ??= $"It wants more than the {history.Ids.Count} new ids of its history.";
        return Guid.Empty;
    }

    /// <summary>Lets an entry that is no question happen. What waits for it goes on before this returns.</summary>
    public void Happen(HistoryEntry entry)
    {
        _now = entry.At ?? _now;
        if (entry.Kind == HistoryKind.Raised) Raise(entry.Name!, entry.Value);
        else if (entry.Failure is { } failure) _steps[entry.Number!.Value].TrySetException(new TaskFailedException(entry.Name!, failure));
        else _steps[entry.Number!.Value].TrySetResult(entry.Value);
    }

    private void Raise(string name, JsonElement? payload)
    {
        var (kept, waiting) = LineOf(name);
        while (waiting.TryDequeue(out var waiter))
            if (waiter.TrySetResult(payload)) return;
        kept.Enqueue(payload);
    }

    private Task<JsonElement?> AskAsync(HistoryKind kind, string? name, object? input, CancellationToken cancellation)
    {
        var number = _steps.Count;
        var now = new HistoryEntry(kind, number, name, HistoryRecorder.Element(input));
        var waiter = NewWaiter(cancellation);
        _steps.Add(waiter);
        Break ??= HistoryShape.BreakOf(_asked.ElementAtOrDefault(number), now);
        return waiter.Task;
    }

    private static TaskCompletionSource<JsonElement?> NewWaiter(CancellationToken cancellation)
    {
        var waiter = new TaskCompletionSource<JsonElement?>();
        cancellation.UnsafeRegister(_ => waiter.TrySetCanceled(cancellation), null);
        return waiter;
    }

    private (Queue<JsonElement?> Kept, Queue<TaskCompletionSource<JsonElement?>> Waiting) LineOf(string name) =>
        _events.TryGetValue(name, out var line) ? line : _events[name] = (new(), new());

    private static T Read<T>(JsonElement? value) => value is { } json ? json.Deserialize<T>(Json.Options)! : default!;
}
