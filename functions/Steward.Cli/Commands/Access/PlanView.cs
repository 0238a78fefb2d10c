using Spectre.Console;
using Steward.Cli.Views;
using Steward.Stages.Security.Access.Asking;

namespace Steward.Cli.Commands.Access;

/// <summary>A plan as people read it.</summary>
internal static class PlanView
{
    public static void Show(CliServices services, PlanAnswer plan)
    {
        if (plan.Changes.Count > 0)
        {
            var table = Marks.Table("", "System", "Kind", "Target", "Who", "From", "To", "Because");
            foreach (var c in plan.Changes)
                table.AddRow(Mark(c), c.System, c.Kind, Marks.Plain(c.Target), Marks.Plain(c.Subject), Marks.Plain(c.From ?? "-"), Marks.Plain(c.To ?? "-"), Marks.Plain(c.Reason));
            services.Out.Write(table);
        }

        foreach (var c in plan.Changes.Where(c => c.Asks is not null))
            services.Out.MarkupLineInterpolated($"[yellow]only by approval[/] {c.Subject} {c.To} at {c.Target}: {c.Asks}");
        foreach (var brake in plan.Brakes) services.Out.MarkupLineInterpolated($"[red]brake[/] {brake.Key}: {brake.Reason}");
        foreach (var note in plan.Notes) services.Out.MarkupLineInterpolated($"[grey]{note.Kind}[/] {note.Sentence}");
        foreach (var sentence in plan.Settles) services.Out.MarkupLineInterpolated($"[yellow]settles[/] {sentence}");
        services.Out.WriteLine(plan.Summary);
        if (plan.Changes.Count + plan.Settles.Count > 0) services.Out.WriteLine($"Plan {plan.Digest[..12]}. To have it applied: steward access apply {plan.Digest[..12]}");
    }

    private static string Mark(ChangeAnswer change) => (change.Held, change.Action) switch
    {
        (true, _) => "[red]held[/]",
        (_, "grant" or "raise") => $"[green]{change.Action}[/]",
        _ => $"[yellow]{change.Action}[/]",
    };
}
