using Steward.Gates;

namespace Steward.Cli.Views;

/// <summary>How verdicts look in a terminal.</summary>
internal static class VerdictStyle
{
    /// <summary>The verdict in words of people.</summary>
    public static string Word(Verdict verdict) => verdict == Verdict.NotNeeded ? "not needed" : verdict.ToString().ToLowerInvariant();

    /// <summary>Mark and word in colour, as Spectre markup.</summary>
    public static string Markup(Verdict verdict)
    {
        var (mark, colour) = verdict switch
        {
            Verdict.Pass => ("+", "green"),
            Verdict.NotNeeded => ("-", "grey"),
            Verdict.Waived => ("~", "blue"),
            Verdict.Missing => ("?", "yellow"),
            Verdict.Fail => ("x", "red"),
            _ => ("!", "magenta"),
        };
        return $"[{colour}]{mark} {Word(verdict)}[/]";
    }
}
