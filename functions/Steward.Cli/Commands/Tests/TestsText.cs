using System.Globalization;
using Steward.Kernel;
using Steward.Stages.Testing.History;
using Steward.Stages.Testing.Results.Reading;

namespace Steward.Cli.Commands.Tests;

/// <summary>How tests are written in tables.</summary>
internal static class TestsText
{
    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    public static string Seconds(double seconds) => string.Create(CultureInfo.InvariantCulture, $"{seconds:0.###} s");

    public static string Score(Flakiness flakiness) =>
        flakiness.Verdict == FlakyVerdict.TooFewRuns
            ? $"{Texts.Count(flakiness.Runs, "run")}: too few"
            : string.Create(CultureInfo.InvariantCulture, $"{flakiness.Score:0.###}");

    public static string Outcome(ShownResult run)
    {
        var colour = run.Outcome switch { TestOutcome.Passed => "green", TestOutcome.Skipped => "grey", _ => "red" };
        var more = run.Flaky ? " [yellow]flaky[/]" : run.MassFailure ? " [grey](most of the run failed)[/]" : "";
        return $"[{colour}]{run.Outcome.ToString().ToLowerInvariant()}[/]{more}";
    }

    public static string Since(FirstFailure red)
    {
        var first = $"Red since {red.FirstBad.Commit.Abbreviated} ({Texts.Count(red.RedCommits, "commit")})";
        if (red.LastGood is not { } good) return $"{first}; the history holds no green run before it.";
        var between = red.NotRun switch
        {
            null => "",
            0 => ", with no change in between that did not run it",
            1 => "; 1 change in between did not run it, and may be the one",
            var n => $"; {n} changes in between did not run it, and may be the ones",
        };
        return $"{first}; last green at {good.Commit.Abbreviated}{between}.";
    }
}
