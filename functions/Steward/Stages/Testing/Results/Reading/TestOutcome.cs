namespace Steward.Stages.Testing.Results.Reading;

/// <summary>What a test came to, the worst last.</summary>
public enum TestOutcome
{
    /// <summary>It ran and passed, perhaps only after a retry.</summary>
    Passed,

    /// <summary>It did not run, on purpose.</summary>
    Skipped,

    /// <summary>It ran and its assertion did not hold.</summary>
    Failed,

    /// <summary>It could not run to its end. An error is not a failure: both are counted.</summary>
    Errored,
}

/// <summary>One test as a report shows it.</summary>
/// <param name="Suite">The suite or class it stands in; empty when the report names none.</param>
/// <param name="Name">Its name as the report writes it.</param>
/// <param name="Outcome">What it came to.</param>
/// <param name="DurationSeconds">How long it took; 0 when not told.</param>
/// <param name="Message">What the report says about it, at most <see cref="ReportLimits.MaxMessage"/> characters, or null.</param>
public sealed record TestCaseResult(string Suite, string Name, TestOutcome Outcome, double DurationSeconds, string? Message)
{
    /// <summary>The class that the report names beside the suite, or null.</summary>
    public string? ClassName { get; init; }

    /// <summary>True when it passed only after a retry, or failed and passed in the same run.</summary>
    public bool Flaky { get; init; }

    /// <summary>
    /// Lines of code that the report names beside the message of a test that is not in order, <c>path:line</c>, one in each line of this text and
    /// the innermost first; null when it names none.
    /// </summary>
    public string? Places { get; init; }

    /// <summary>Where the report says that a test that is not in order stands in the code; null when it does not say.</summary>
    public SourcePlace? Place { get; init; }

    /// <summary>How many further runs of this test the report tells beside the one that counts.</summary>
    public int Retries { get; init; }

    /// <summary>
    /// Of a test that is not in order and new: how often it had passed on the default branch when the report came; null: not new, or not known.
    /// Steward's own count, never a report's word.
    /// </summary>
    public int? Passes { get; init; }
}
