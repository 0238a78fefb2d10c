using System.Globalization;
using Steward.Stages.Testing.History;
using Steward.Stages.Testing.Results.Reading;
using Steward.Stages.Testing.Showing;

namespace Steward.Web.Dashboard;

/// <summary>How tests are worded and toned on pages.</summary>
internal static class TestWording
{
    public static string Tone(TestOutcome outcome) => outcome switch
    {
        TestOutcome.Passed => "pass",
        TestOutcome.Failed => "fail",
        TestOutcome.Errored => "error",
        _ => "notneeded",
    };

    public static string Tone(PartState state) => state switch
    {
        PartState.Complete => "pass",
        PartState.Missing => "missing",
        _ => "fail",
    };

    public static string Tone(PartView part, AttemptView attempt) => attempt switch
    {
        { IsCounting: true } => attempt.Counts.Failed + attempt.Counts.Errored > 0 ? "fail" : "pass",
        { Problem: not null } => Tone(part.State == PartState.Complete ? PartState.Incomplete : part.State),
        _ => "notneeded",
    };

    public static string State(PartView part, AttemptView attempt) => attempt switch
    {
        { IsCounting: true } => attempt.Counts.Failed + attempt.Counts.Errored > 0 ? "Failed" : "Passed",
        { Problem: not null } => part.State is PartState.Aborted ? "Aborted" : "Incomplete",
        _ => "Older",
    };

    public static string Outcome(TestOutcome outcome, bool flaky) => flaky ? $"{outcome}, flaky" : outcome.ToString();

    public static string Seconds(double seconds) => seconds switch
    {
        >= 60 => string.Create(CultureInfo.InvariantCulture, $"{(int)(seconds / 60)} min {seconds % 60:0} s"),
        >= 1 => string.Create(CultureInfo.InvariantCulture, $"{seconds:0.0} s"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{seconds * 1000:0.#} ms"),
    };

    public static string Score(Flakiness flakiness) => flakiness.Verdict switch
    {
        FlakyVerdict.TooFewRuns => $"not known: {flakiness.Runs} of {Flakiness.LeastRuns} runs",
        FlakyVerdict.Steady => "steady",
        _ => string.Create(CultureInfo.InvariantCulture, $"flaky, {flakiness.Score:0.###}"),
    };
}
