using System.Text.Json;
using Steward.Engine;

namespace Steward.TestKit.Engine.Histories;

/// <summary>What happened in a run.</summary>
public enum HistoryKind
{
    Activity,
    Sub,
    Timer,
    Answered,
    Failed,
    Raised,
}

/// <summary>One thing that happened: the orchestrator asked for a numbered step, or a step was answered, or an event was raised.</summary>
/// <param name="Kind">What.</param>
/// <param name="Number">The step's number, in the order asked.</param>
/// <param name="Name">The name of the task or event.</param>
/// <param name="Value">The input of what was asked for, or the answer, or the event's payload.</param>
/// <param name="Failure">Why it failed.</param>
/// <param name="At">The orchestrator's clock from here on.</param>
public sealed record HistoryEntry(
    HistoryKind Kind, int? Number = null, string? Name = null, JsonElement? Value = null, FailureDetails? Failure = null, DateTime? At = null)
{
    public bool IsAsked => Kind is HistoryKind.Activity or HistoryKind.Sub or HistoryKind.Timer;

    public override string ToString() => Kind switch
    {
        HistoryKind.Activity => $"the activity '{Name}'",
        HistoryKind.Sub => $"the sub-orchestration '{Name}'",
        HistoryKind.Timer => "a timer",
        _ => $"{Kind} {Name}",
    };
}

/// <summary>One run of an orchestrator, with all that is needed to run it again without an engine.</summary>
/// <param name="Scenario">What happens in it.</param>
/// <param name="InstanceId">Its instance.</param>
/// <param name="Began">The orchestrator's clock at its begin.</param>
/// <param name="Input">Its input.</param>
/// <param name="Entries">What happened, in order.</param>
/// <param name="Ids">The ids that it was given.</param>
/// <param name="IsFailed">True when it ended with an error.</param>
/// <param name="Output">Its output.</param>
public sealed record History(
    string Scenario, string InstanceId, DateTime Began, JsonElement? Input, IReadOnlyList<HistoryEntry> Entries, IReadOnlyList<Guid> Ids, bool IsFailed, JsonElement? Output);

/// <summary>The recorded histories of a workflow.</summary>
public sealed record WorkflowHistories(string Workflow, IReadOnlyList<History> Histories);
