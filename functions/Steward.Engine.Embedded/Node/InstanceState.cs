using Steward.Engine.Embedded.Journal;
using Steward.Engine.Embedded.Run;

namespace Steward.Engine.Embedded.Node;

/// <summary>What an instance is and does: its header, its run in memory, its steps under way. Used by one turn at a time.</summary>
internal sealed class InstanceState
{
    private readonly Tenure _tenure;
    private readonly Instance _instance;
    private readonly TurnCommit _commit;
    private Execution? _run;
    private int _nextSeq;
    private bool _flushPlanned;

    /// <summary>Creates the state of an instance that was just created or loaded.</summary>
    public InstanceState(Tenure tenure, Instance instance, Header header)
    {
        (_tenure, _instance, Header) = (tenure, instance, header);
        _commit = new TurnCommit(tenure);
        Flights = new Flights(tenure, instance);
    }

    /// <summary>The header as stored.</summary>
    public Header Header { get; private set; }

    /// <summary>The steps under way.</summary>
    public Flights Flights { get; }

    private EngineParts Parts => _tenure.Parts;

    private bool IsHeld => Header.Status is not OrchestrationRuntimeStatus.Running;

    /// <summary>A turn that begins now.</summary>
    public Turn NewTurn() => new(_nextSeq);

    /// <summary>Brings the run into memory: begins it, or replays it. What comes of it is a turn like any other.</summary>
    public async Task<Turn> EnterAsync(bool fresh)
    {
        if (Flights.Run != Header.Run) Flights.Clear();
        Flights.Run = Header.Run;
        var turn = fresh ? new Turn(0) : null;
        try
        {
            var history = fresh ? [] : await _tenure.HistoryAsync(Header);
            _nextSeq = history.Count == 0 ? 0 : history[^1].Seq + 1;
            turn ??= NewTurn();
            if (IsHeld) PlanWake();
            else await BeginAsync(turn, history);
        }
        catch (Exception failure) when (failure is NonDeterminismException or CorruptHistoryException)
        {
            turn ??= NewTurn();
            turn.Outcome = new RunOutcome.Failed(Failures.Final(failure.GetType().Name.Replace("Exception", ""), failure.Message), null);
        }

        return turn;
    }

    /// <summary>Takes one message into a turn.</summary>
    public void Take(Turn turn, Message message)
    {
        switch (message)
        {
            case Message.Answered answered when Flights.Find(answered.Run, answered.Step) is { } step: TakeAnswer(turn, step, answered); break;
            case Message.Due due when Flights.Find(due.Run, due.Step) is { } step: TakeDue(turn, step); break;
            case Message.Raise raise: Record(turn, new HistoryEvent { Kind = EventKind.Raised, Time = Now(), Name = raise.Name, Payload = raise.Payload }); break;
            case Message.Suspend when Header.Status != OrchestrationRuntimeStatus.Suspended: turn.Status = OrchestrationRuntimeStatus.Suspended; break;
            case Message.Resume when Header.Status == OrchestrationRuntimeStatus.Suspended: turn.Status = AfterResume(); break;
            case Message.Wake when Header.Status == OrchestrationRuntimeStatus.Pending: turn.Status = OrchestrationRuntimeStatus.Running; break;
            case Message.Terminate terminate: turn.Outcome = new RunOutcome.Terminated(terminate.Output); break;
            case Message.Flush: (turn.Flush, _flushPlanned) = (true, false); break;
            case Message.Foreign foreign when foreign.Run == Header.Run && _run is not null: turn.Outcome = BrokeRule(); break;
        }
    }

    /// <summary>Makes a turn durable and sets going what it asked for.</summary>
    /// <returns>True when the run must be brought into memory again.</returns>
    public async Task<bool> CommitAsync(Turn turn)
    {
        var before = Header;
        var custom = _run is null ? before.CustomStatus : _run.CustomStatus;
        var after = await _commit.ConcludeAsync(before, turn, custom);
        var hasStatus = custom != before.CustomStatus;
        if (turn.Events.Count > 0 || (turn.Flush && hasStatus) || after with { UpdatedAt = before.UpdatedAt, CustomStatus = before.CustomStatus } != before)
            await WriteAsync(turn, after);
        else if (hasStatus) PlanFlush();
        foreach (var next in turn.Then) next();
        return GoOn(turn, before);
    }

    private async Task WriteAsync(Turn turn, Header after)
    {
        await _commit.WriteAsync(turn, Header, after);
        _nextSeq = turn.NextSeq;
        Header = after;
    }

    private bool GoOn(Turn turn, Header before)
    {
        if (Header.Ended) return false;
        if (Header.Run != before.Run || Header.Status != before.Status) _run = null;
        else if (Parts.Options.ReplayAtEveryAwait && turn.Events.Count > 0 && _run is not null) _run = null;
        else
        {
            Release();
            return false;
        }

        if (!IsHeld || Header.Run != before.Run) return true;
        if (Header.Status == OrchestrationRuntimeStatus.Pending) PlanWake();
        return false;
    }

    private void Release()
    {
        if (_run is null) return;
        foreach (var number in _run.TakeCancelled()) Flights.Remove(number);
        foreach (var step in _run.TakeAsked()) Flights.Start(step);
    }

    private async Task BeginAsync(Turn turn, List<HistoryEvent> history)
    {
        if (Header.Run > 0) await _tenure.Eraser.EraseEarlierRunsAsync(Header);
        if (!Parts.Catalog.Orchestrators.TryGetValue(Header.Name, out var orchestrator))
        {
            turn.Outcome = new RunOutcome.Failed(Failures.Final("UnknownOrchestrator",
                $"There is no orchestrator '{Header.Name}' in this program. Register it, then rewind this instance."), null);
            return;
        }

        var input = await _tenure.Patient(stop => _tenure.Reader.Payloads.ReadAsync(Header.Input, stop));
        var foreign = new Message.Foreign(Header.Run);
        _run = new Execution(Header, () => _instance.Post(foreign));
        Replay.Feed(_run, orchestrator, input, history);
        turn.Outcome = _run.Outcome;
    }

    private void TakeAnswer(Turn turn, Step step, Message.Answered answered)
    {
        var happened = new HistoryEvent
        {
            Kind = EventKind.Completed, Time = Now(), Step = step.Number, StepKind = step.Kind, Name = step.Name, Child = step.Child,
            Payload = answered.Result,
        };
        if (answered.Failure is not { } failure) Record(turn, happened, step);
        else if (RetryRule.Next(step, failure, Parts.Time.GetUtcNow()) is not { } due)
            Record(turn, happened with { Kind = EventKind.Failed, Failure = failure }, step);
        else
        {
            Parts.Log.WillRetry(step.ToString(), due, failure.ErrorMessage);
            (step.Attempts, step.Due) = (step.Attempts + 1, due);
            Record(turn, happened with { Kind = EventKind.Retry, Attempts = step.Attempts, Due = due });
            turn.Then.Add(() => Flights.WaitUntil(step, due));
        }
    }

    private void TakeDue(Turn turn, Step step)
    {
        if (step.Kind == StepKind.Timer)
        {
            // Never before its time, even where the clock's timer came a moment early.
            var time = step.Due!.Value.UtcDateTime > Now() ? step.Due.Value.UtcDateTime : Now();
            Record(turn, new HistoryEvent { Kind = EventKind.Fired, Time = time, Step = step.Number, StepKind = step.Kind }, step);
        }
        else if (IsHeld) Flights.Remove(step.Number); // asked for again, and due at once, when the instance goes on
        else turn.Then.Add(() => Flights.Launch(step));
    }

    private void Record(Turn turn, HistoryEvent happened, Step? answered = null)
    {
        happened = happened with { Seq = turn.NextSeq, Held = _run is null };
        if (answered is not null) Flights.Remove(answered.Number);
        if (_run is not null && !_run.Apply(happened)) return;
        turn.Add(happened);
        turn.Outcome = _run?.Outcome;
    }

    private void PlanWake()
    {
        if (Header.Status == OrchestrationRuntimeStatus.Pending) _tenure.Agenda.Add(Header.StartAt, () => _instance.Post(new Message.Wake()));
    }

    private void PlanFlush()
    {
        if (_flushPlanned) return;
        _flushPlanned = true;
        _tenure.Agenda.Add(Parts.Time.GetUtcNow() + Parts.Options.CustomStatusDelay, () => _instance.Post(new Message.Flush()));
    }

    private OrchestrationRuntimeStatus AfterResume() =>
        Header.StartAt > Parts.Time.GetUtcNow() ? OrchestrationRuntimeStatus.Pending : OrchestrationRuntimeStatus.Running;

    private RunOutcome.Failed BrokeRule() => new(
        Failures.Final("NonDeterminism", $"The orchestrator '{Header.Name}' awaits something that is not in its context. {Execution.Rule}"), null);

    private DateTime Now() => Parts.Time.GetUtcNow().UtcDateTime;
}
