using Steward.Engine.Embedded.Journal;

namespace Steward.Engine.Embedded.Run;

/// <summary>How a run ended.</summary>
internal abstract record RunOutcome
{
    /// <summary>With an output, JSON.</summary>
    public sealed record Completed(string? Output) : RunOutcome;

    /// <summary>With a failure.</summary>
    /// <param name="Failure">Why.</param>
    /// <param name="Since">The first event of the run that tells of a failure, to which a rewind goes back; null: there is none, or the engine ended it.</param>
    public sealed record Failed(FailureDetails Failure, int? Since) : RunOutcome;

    /// <summary>By starting anew.</summary>
    public sealed record Continued(string? Input, IReadOnlyCollection<CarriedEvent> Events) : RunOutcome;

    /// <summary>By a person.</summary>
    public sealed record Terminated(string? Output) : RunOutcome;
}
