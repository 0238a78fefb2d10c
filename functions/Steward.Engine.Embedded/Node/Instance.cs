using System.Threading.Channels;
using Steward.Engine.Embedded.Journal;
using Steward.Engine.Embedded.Run;

namespace Steward.Engine.Embedded.Node;

/// <summary>
/// An unfinished instance on the active node: an actor. It takes messages in turns, commits each turn, and only then sets going what
/// the turn asked for. It is the only writer of its rows.
/// </summary>
internal sealed class Instance
{
    private readonly Tenure _tenure;
    private readonly Channel<Message> _inbox = Channel.CreateUnbounded<Message>(new UnboundedChannelOptions { SingleReader = true });
    private readonly TaskCompletionSource<Header> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly InstanceState _state;
    private Turn? _current;

    /// <summary>Creates it; nothing runs yet.</summary>
    public Instance(Tenure tenure, Header header)
    {
        (_tenure, Id) = (tenure, header.Id);
        _state = new InstanceState(tenure, this, header);
    }

    /// <summary>The instance's id.</summary>
    public string Id { get; }

    /// <summary>Completes with the last header when it has ended; never, when the tenure ends before.</summary>
    public Task<Header> Ended => _ended.Task;

    /// <summary>Tells it something; false when it has ended.</summary>
    public bool Post(Message message) => _inbox.Writer.TryWrite(message);

    /// <summary>Begins, without the caller's context: what runs here belongs to nobody's request.</summary>
    /// <param name="fresh">True when it was just created, so that there is no history to read.</param>
    public void Begin(bool fresh) => ThreadPool.UnsafeQueueUserWorkItem(_ => _ = LoopAsync(fresh), null);

    private async Task LoopAsync(bool fresh)
    {
        using var scope = _tenure.Parts.Log.InstanceScope(Id);
        try
        {
            await FinishAsync(await _state.EnterAsync(fresh));
            while (!_state.Header.Ended && await _inbox.Reader.WaitToReadAsync(_tenure.Stopping)) await FinishAsync(Gather());
        }
        catch (Exception cut) when (cut is NotActiveException or OperationCanceledException)
        {
            // The tenure ended; the next active node goes on from the journal.
        }
        catch (Exception failure)
        {
            await BreakAsync(failure);
        }
        finally
        {
            Close();
        }
    }

    private Turn Gather()
    {
        var turn = _current = _state.NewTurn();
        while (turn.HasRoom(_tenure.Parts.Options.ReplayAtEveryAwait) && _inbox.Reader.TryRead(out var message))
        {
            if (message.Waiting is { } ack) turn.Acks.Add(ack);
            _state.Take(turn, message);
        }

        return turn;
    }

    private async Task FinishAsync(Turn turn)
    {
        for (var next = turn; next is not null;)
        {
            _current = next;
            var enter = await _state.CommitAsync(next);
            foreach (var ack in next.Acks) ack.TrySetResult(true);
            _current = null;
            next = enter ? await _state.EnterAsync(fresh: false) : null;
        }
    }

    // A mistake of the engine or of stored data: it must end this instance in a way that people see, and nothing else.
    private async Task BreakAsync(Exception failure)
    {
        _tenure.Parts.Log.InstanceBroke(failure);
        try
        {
            var turn = _state.NewTurn();
            turn.Outcome = new RunOutcome.Failed(Failures.Final(failure.GetType().Name, failure.Message), null);
            await _state.CommitAsync(turn);
        }
        catch (Exception again)
        {
            _tenure.Parts.Log.InstanceBroke(again);
        }
    }

    private void Close()
    {
        _inbox.Writer.TryComplete();
        _state.Flights.Clear();
        _tenure.Forget(this);
        var waiting = new List<Ack>(_current?.Acks ?? []);
        while (_inbox.Reader.TryRead(out var message))
            if (message.Waiting is { } ack) waiting.Add(ack);
        if (_state.Header.Ended) _ended.TrySetResult(_state.Header);
        foreach (var ack in waiting) _ = _state.Header.Ended ? ack.TrySetResult(false) : ack.TrySetException(new NotActiveException("The tenure ended."));
    }
}
