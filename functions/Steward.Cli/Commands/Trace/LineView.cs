using Spectre.Console;
using Steward.Cli.Views;
using Steward.Kernel;
using Steward.Stages.Release.Tracing;

namespace Steward.Cli.Commands.Trace;

/// <summary>A trace for people: a sentence, and the evidence by the steps that a line takes.</summary>
internal static class LineView
{
    private const int MaxText = 200;

    public static void Show(CliServices services, LineTrace trace)
    {
        services.Out.WriteLine(trace.Sentence);
        var table = Marks.Table("step", "entry", "when", "by", "what", "outcome", "proof");
        foreach (var step in trace.Chain.GroupBy(e => e.Step).OrderBy(g => g.Key))
        {
            var name = step.Key.ToString().ToLowerInvariant();
            foreach (var entry in step)
            {
                table.AddRow(
                    name, $"#{entry.Index}", Marks.Of(entry.Time), Marks.Plain(Texts.Clip(entry.Actor, 60)), Marks.Plain(What(entry)),
                    entry.Outcome.ToString(), entry.Holds(trace.Checkpoint) ? "holds" : "[red]BROKEN[/]");
                name = "";
            }
        }

        if (trace.Chain.Count > 0) services.Out.Write(table);
        if (trace.CutOff is { } cut) services.Out.WriteLine(cut);
    }

    private static string What(TracedEvidence entry) => Texts.Clip(entry.Summary is { } summary ? $"{entry.Kind}: {summary}" : entry.Kind, MaxText);
}
