using Steward.Engine;

namespace Steward.TestKit.Engine.Histories;

/// <summary>Runs an orchestrator against a history, as an engine that has loaded an instance of an older version does.</summary>
public static class HistoryReplay
{
    /// <summary>What the code breaks, as a sentence; null: an instance with this history goes on as it began.</summary>
    public static string? BreakOf(OrchestratorRegistration orchestrator, History history)
    {
        var before = SynchronizationContext.Current;
        try
        {
            // Nothing of it waits for anything but the context: so all of it runs here and now, on this thread.
            SynchronizationContext.SetSynchronizationContext(null);
            return Problem(orchestrator, history) is { } problem ? $"{orchestrator.Name} ({history.Scenario}) does not fit its recorded history any more. {problem}" : null;
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
        }
    }

    private static string? Problem(OrchestratorRegistration orchestrator, History history)
    {
        var context = new ReplayContext(history);
        var run = orchestrator.RunAsync(context, history.Input?.GetRawText());
        foreach (var entry in history.Entries)
        {
            if (context.Break is not null) break;
            if (!entry.IsAsked) context.Happen(entry);
            else if (entry.Number >= context.Asked) return $"Step {entry.Number}: it no longer asks for {entry}, which its history has.";
        }

        return context.Break ?? BreakAtEnd(run, history);
    }

    private static string? BreakAtEnd(Task<string?> run, History history) => run switch
    {
        { IsCompleted: false } => "It still waits where its history has ended.",
        { IsCompletedSuccessfully: true } when history.IsFailed => "It succeeds where its history has failed.",
        { IsCompletedSuccessfully: true } => HistoryShape.BreakOfOutput(history.Output, HistoryRecorder.Parse(run.Result)),
        _ when history.IsFailed => null,
        _ => $"It fails where its history has succeeded: {run.Exception?.InnerException?.Message}",
    };
}
