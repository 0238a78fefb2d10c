using Steward.Engine.Embedded.Journal;
using Steward.Engine.Embedded.Run;

namespace Steward.Engine.Embedded.Node;

/// <summary>
/// What happens to an instance between two commits: the messages taken, the events recorded, what the code did with them. It becomes
/// durable as one transaction; only then does it have effects.
/// </summary>
internal sealed class Turn(int firstSeq)
{
    private const int MaxEvents = 40;
    private const int MaxCharacters = 250_000;
    private int _characters;

    /// <summary>The events to journal.</summary>
    public List<HistoryEvent> Events { get; } = [];

    /// <summary>Who waits for the commit.</summary>
    public List<Ack> Acks { get; } = [];

    /// <summary>What to do after the commit.</summary>
    public List<Action> Then { get; } = [];

    /// <summary>How the run ended in this turn, or null.</summary>
    public RunOutcome? Outcome { get; set; }

    /// <summary>The state asked for by a person or the clock, or null.</summary>
    public OrchestrationRuntimeStatus? Status { get; set; }

    /// <summary>True when the custom status is to be written even without company.</summary>
    public bool Flush { get; set; }

    /// <summary>The place of the next event.</summary>
    public int NextSeq => firstSeq + Events.Count;

    /// <summary>Whether another message may be taken: a turn must fit into a transaction, and a change of state ends it.</summary>
    public bool HasRoom(bool single) =>
        Outcome is null && Status is null && Events.Count < (single ? 1 : MaxEvents) && _characters < MaxCharacters;

    /// <summary>Records an event.</summary>
    public void Add(HistoryEvent happened)
    {
        Events.Add(happened);
        _characters += Math.Min(happened.Payload?.Length ?? 0, Stored.MaxInline);
    }
}
