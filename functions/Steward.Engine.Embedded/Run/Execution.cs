using Steward.Engine.Embedded.Journal;
using Steward.Kernel;

namespace Steward.Engine.Embedded.Run;

/// <summary>
/// One run of an orchestrator in memory: its code with all that it awaits. Fed with events in the order of the journal, and with nothing
/// else; so it can be thrown away at any time and made again from them.
/// </summary>
internal sealed class Execution
{
    private readonly TurnScheduler _turns;
    private readonly Dictionary<int, Step> _open = [];
    private readonly List<Step> _asked = [];
    private readonly List<int> _cancelled = [];
    private int _steps;
    private int? _firstFailure;
    private Task<string?>? _code;
    private (string? Input, bool KeepEvents)? _anew;

    /// <summary>Prepares a run; no code is run yet.</summary>
    /// <param name="header">The instance.</param>
    /// <param name="foreign">Called, on any thread, when the code awaits what is not in its context.</param>
    public Execution(Header header, Action foreign)
    {
        (Header, Now, CustomStatus) = (header, header.StartAt.UtcDateTime, header.CustomStatus);
        _turns = new TurnScheduler(foreign);
    }

    /// <summary>The instance as it was when the run was made.</summary>
    public Header Header { get; }

    /// <summary>The orchestrator's clock.</summary>
    public DateTime Now { get; private set; }

    /// <summary>True while history is fed again.</summary>
    public bool IsReplaying { get; set; }

    /// <summary>The custom status, JSON.</summary>
    public string? CustomStatus { get; set; }

    /// <summary>The events from outside.</summary>
    public RaisedEvents Raised { get; } = new();

    /// <summary>How it ended, or null.</summary>
    public RunOutcome? Outcome { get; private set; }

    /// <summary>Begins.</summary>
    public void Start(OrchestratorRegistration orchestrator, string? input) =>
        Turn(() => _code = RunAsync(orchestrator, input));

    /// <summary>Feeds one event.</summary>
    /// <returns>False when nothing waits for it (any more); then it had no effect.</returns>
    public bool Apply(HistoryEvent happened)
    {
        if (happened.Kind is EventKind.Raised) return Deliver(happened, [new CarriedEvent(happened.Name!, happened.Payload)]);
        if (happened.Kind is EventKind.Carried) return Deliver(happened, Json.Read<List<CarriedEvent>>(happened.Payload!));
        if (happened.Step is not { } number || !_open.TryGetValue(number, out var step)) return false;
        RequireSame(step, happened);
        if (happened.Kind is EventKind.Retry) (step.Attempts, step.Due) = (happened.Attempts ?? 0, happened.Due);
        else Answer(step, happened);
        return true;
    }

    /// <summary>What the code asked for since the last call and still waits for.</summary>
    public IReadOnlyList<Step> TakeAsked() => Drain(_asked).FindAll(step => _open.ContainsKey(step.Number));

    /// <summary>Which steps the code cancelled since the last call.</summary>
    public IReadOnlyList<int> TakeCancelled() => Drain(_cancelled);

    /// <summary>Notes a step that the code asks for.</summary>
    public Step Ask(Func<int, Step> create)
    {
        RequireInside();
        var step = create(_steps++);
        _open.Add(step.Number, step);
        _asked.Add(step);
        return step;
    }

    /// <summary>Cancels a timer; nothing stays of it.</summary>
    public void Cancel(Step step, CancellationToken cancellation)
    {
        if (!MayCancel() || !_open.Remove(step.Number)) return;
        _cancelled.Add(step.Number);
        step.Answer.TrySetCanceled(cancellation);
    }

    /// <summary>Whether a cancellation comes from the orchestrator's own code, as it must.</summary>
    public bool MayCancel() => _turns.IsInside;

    /// <summary>Asks for a new run once the code returns.</summary>
    public void ContinueWith(string? input, bool keepEvents) => _anew = (input, keepEvents);

    /// <summary>Throws where the context is used outside a turn.</summary>
    public void RequireInside()
    {
        if (!_turns.IsInside)
            throw new NonDeterminismException($"The orchestrator '{Header.Name}' used its context on a thread that is not its own. {Rule}");
    }

    /// <summary>What to tell people who broke the rule.</summary>
    public const string Rule = "An orchestrator awaits nothing but the tasks of its context, without ConfigureAwait(false), Task.Run, Task.Delay or CancelAsync.";

    private bool Deliver(HistoryEvent happened, IEnumerable<CarriedEvent> events)
    {
        Tick(happened.Time);
        Turn(() =>
        {
            foreach (var raised in events) Raised.Deliver(raised.Name, raised.Payload);
        });
        return true;
    }

    private void Answer(Step step, HistoryEvent happened)
    {
        _open.Remove(step.Number);
        Tick(happened.Time);
        if (happened.Kind is not EventKind.Failed)
        {
            Turn(() => step.Answer.TrySetResult(happened.Payload));
            return;
        }

        _firstFailure ??= happened.Seq;
        Turn(() => step.Answer.TrySetException(new TaskFailedException(step.Name, happened.Failure!)));
    }

    private async Task<string?> RunAsync(OrchestratorRegistration orchestrator, string? input) =>
        await orchestrator.RunAsync(new RunContext(this), input);

    private void Tick(DateTime time) => Now = time > Now ? time : Now;

    private void Turn(Action work)
    {
        if (Outcome is not null) return;
        _turns.Run(work);
        if (_code is { IsCompleted: true } ended) Outcome = OutcomeOf(ended);
    }

    private RunOutcome OutcomeOf(Task<string?> code)
    {
        if (code.IsCompletedSuccessfully)
        {
            return _anew is { } anew
                ? new RunOutcome.Continued(anew.Input, anew.KeepEvents ? Raised.Untaken : [])
                : new RunOutcome.Completed(code.Result);
        }

        var failure = code.Exception?.InnerException ?? new OperationCanceledException("The orchestrator's code ended with a cancellation.");
        return failure is NonDeterminismException
            ? new RunOutcome.Failed(Failures.Final("NonDeterminism", failure.Message), null)
            : new RunOutcome.Failed(Failures.From(failure), _firstFailure);
    }

    private void RequireSame(Step step, HistoryEvent happened)
    {
        if (happened.StepKind == step.Kind && (happened.Name ?? "") == step.Name) return;
        throw new NonDeterminismException(
            $"Step {step.Number} of this instance was {Step.Describe(happened.StepKind, happened.Name)} when it was recorded; now the code of "
            + $"'{Header.Name}' asks for {step} there. Keep the old code for running instances, or terminate this one.");
    }

    private static List<T> Drain<T>(List<T> list)
    {
        var taken = list.ToList();
        list.Clear();
        return taken;
    }
}
