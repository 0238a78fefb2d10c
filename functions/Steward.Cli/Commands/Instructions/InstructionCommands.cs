using System.CommandLine;
using Spectre.Console;
using Steward.Cli.Remote;
using Steward.Cli.Views;
using Steward.Ledger;
using Steward.Stages.Release.Instructions;

namespace Steward.Cli.Commands.Instructions;

/// <summary><c>steward instruct</c>: what is to be done for a release, and saying that it was done.</summary>
internal sealed class InstructionCommands : ICommandGroup
{
    /// <inheritdoc/>
    public IEnumerable<Command> Build(CliServices services)
    {
        var product = new Argument<string>("PRODUCT") { Description = "owner/name." };
        var reference = new Argument<string>("REF") { Description = "The commit that is released: a tag, its sha or the first 7 digits of it." };
        var item = new Argument<string?>("ITEM") { Description = "What you carried out; without it, the list is shown.", Arity = ArgumentArity.ZeroOrOne };
        var undo = new Option<bool>("--undo") { Description = "Say that it is not carried out after all." };
        var json = CommandActions.JsonOption();
        yield return new Command("instruct", "Shows the instructions for the release of a commit, or says in your name that one is carried out.")
        {
            product, reference, item, undo, json,
        }.Does(services, async (parsed, cancellation) =>
        {
            using var client = StewardClient.Open(services);
            var path = $"{RemotePaths.Change(parsed.GetRequiredValue(product), parsed.GetRequiredValue(reference))}/instructions";
            return parsed.GetValue(item) is { } id
                ? Tell(services, await client.PostAsync<LedgerEntry>(path, new InstructionSaid(id, parsed.GetValue(undo)), cancellation), parsed.GetValue(json))
                : Show(services, await client.RequireAsync<InstructionsView>(path, cancellation), parsed.GetValue(json));
        });
    }

    private static int Tell(CliServices services, LedgerEntry entry, bool json)
    {
        if (json) services.PrintJson(entry);
        else services.Out.WriteLine($"{entry.Evidence.Summary} It is entry {entry.Index} of the ledger.");
        return Exit.Yes;
    }

    private static int Show(CliServices services, InstructionsView view, bool json)
    {
        if (json) services.PrintJson(view);
        else Show(services, view);
        return view.IsDone ? Exit.Yes : Exit.No;
    }

    private static void Show(CliServices services, InstructionsView view)
    {
        var depths = new Dictionary<string, int>(StringComparer.Ordinal);
        var table = Marks.Table("item", "state", "what");
        foreach (var item in view.Items)
        {
            var depth = depths[item.Id] = item.Parent is { } parent ? depths.GetValueOrDefault(parent) + 1 : 0;
            table.AddRow($"{new string(' ', depth * 2)}{Marks.Plain(item.Id)}", Marks.Of(item.Verdict), Marks.Plain(item.Reason ?? item.Text));
        }

        if (view.Items.Count > 0) services.Out.Write(table);
        else services.Out.WriteLine(view.IsThere ? $"{view.File} has no item of a task list." : $"There is no {view.File} at {view.Commit.Abbreviated}.");
        foreach (var problem in view.Problems) services.Out.MarkupLineInterpolated($"[red]{view.File}:{problem.Line}:{problem.Column}: {problem.Message}[/]");
    }
}
