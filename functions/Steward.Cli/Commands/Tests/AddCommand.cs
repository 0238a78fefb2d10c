using System.CommandLine;
using Spectre.Console;
using Steward.Cli.Commands.Policy;
using Steward.Cli.Git;
using Steward.Cli.Running;
using Steward.Kernel;
using Steward.Policy;
using Steward.Stages.Testing.Running.Editing;

namespace Steward.Cli.Commands.Tests;

/// <summary><c>steward tests add NAME --command C --results GLOB</c></summary>
internal static class AddCommand
{
    public static Command Build(CliServices services)
    {
        var command = new Command("add", "Adds a test set to steward.yaml, leaving all else as it is, and tries it at once. Exit 1: it was tried, yielded no test, and was not added.");
        var options = new AddOptions(command);
        var json = CommandActions.JsonOption();
        command.Add(json);
        return command.Does(services, async (parsed, cancellation) =>
        {
            var set = options.SetOf(parsed);
            var copy = await WorkingCopy.FindAsync(services.Folder, cancellation);
            var policy = await PolicyText.ReadAsync(copy.Root, cancellation);
            var edit = new TestSetEditor(new PolicyReader(PolicyParts.Sections())).Add(policy.Text, set);
            var tried = options.IsTried(parsed) ? await new SetTrial(services, copy, options.Labels(parsed)).TryAsync(edit, set.Name, cancellation) : null;
            var added = tried is null || tried.Counts.Tests > 0;
            if (added) await policy.WriteAsync(edit, cancellation);
            if (parsed.GetValue(json)) services.PrintJson(new { set = set.Name, added, edit.Line, lines = edit.Added, tried });
            else Show(services, set, edit, tried, added);
            return added ? Exit.Yes : Exit.No;
        });
    }

    private static void Show(CliServices services, NewTestSet set, PolicyEdit edit, SetOutcome? tried, bool added)
    {
        if (tried is not null) RunTable.Show(services, [tried]);
        if (added) PolicyText.Show(services, edit, $"Add the test set {set.Name}");
        else services.Notes.MarkupLineInterpolated($"[red]{set.Name} was not added: it was tried and yielded no test. Mend the command or --results, or add it as it is with --no-try.[/]");
        if (added && tried is { Verdict: not Gates.Verdict.Pass })
            services.Notes.MarkupLineInterpolated($"[yellow]It is not in order yet: {tried.Reason} ({Texts.Count(tried.Counts.Tests, "test")})[/]");
    }
}
