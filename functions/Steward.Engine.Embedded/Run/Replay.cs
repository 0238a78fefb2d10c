using Steward.Engine.Embedded.Journal;

namespace Steward.Engine.Embedded.Run;

/// <summary>Makes a run again from its history.</summary>
internal static class Replay
{
    /// <summary>Feeds the events one by one.</summary>
    /// <exception cref="NonDeterminismException">The code goes another way than it did.</exception>
    public static void Feed(Execution run, OrchestratorRegistration orchestrator, string? input, IReadOnlyCollection<HistoryEvent> history)
    {
        run.IsReplaying = history.Count > 0;
        run.Start(orchestrator, input);
        foreach (var happened in history) Feed(run, happened);
        run.IsReplaying = false;
    }

    private static void Feed(Execution run, HistoryEvent happened)
    {
        // What was recorded while the instance was held may come too late for code that has ended or cancelled since.
        var mayBeLate = happened.Held || happened.Kind is EventKind.Raised or EventKind.Carried;
        if (run.Outcome is not null)
        {
            if (mayBeLate) return;
            throw Different(run, happened, "ended before it");
        }

        if (!run.Apply(happened) && !mayBeLate) throw Different(run, happened, "does not ask for it");
    }

    private static NonDeterminismException Different(Execution run, HistoryEvent happened, string what) => new(
        $"The history of this instance has an answer for step {happened.Step} ({Step.Describe(happened.StepKind, happened.Name)}), but the code of "
        + $"'{run.Header.Name}' {what} now. Keep the old code for running instances, or terminate this one.");
}
