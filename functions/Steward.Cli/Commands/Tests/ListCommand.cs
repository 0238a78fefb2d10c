using System.CommandLine;
using Spectre.Console;
using Steward.Cli.Remote;
using Steward.Kernel;
using Steward.Stages.Testing.History;

namespace Steward.Cli.Commands.Tests;

/// <summary><c>steward tests list [PRODUCT]</c>: the sets of the policy here, or those that a product has a history of.</summary>
internal static class ListCommand
{
    public static Command Build(CliServices services)
    {
        var product = new Argument<string?>("PRODUCT") { Description = "owner/name, as a running Steward knows it. Default: the policy of the folder.", Arity = ArgumentArity.ZeroOrOne };
        var json = CommandActions.JsonOption();
        var command = new Command("list", "Lists the test sets of the policy here, or those of a product that have a history, with their newest runs.") { product, json };
        return command.Does(services, async (parsed, cancellation) =>
        {
            if (parsed.GetValue(product) is not { } named) return await PolicySets.ShowAsync(services, parsed.GetValue(json), cancellation);
            using var client = StewardClient.Open(services);
            var answer = await client.RequireAsync<TestSetList>($"api/products/{ProductId.Parse(named)}/tests", cancellation);
            if (parsed.GetValue(json)) services.PrintJson(answer);
            else Show(services, answer);
            return Exit.Yes;
        });
    }

    private static void Show(CliServices services, TestSetList answer)
    {
        var table = new Table().AddColumns("set", "newest run", "commit", "passed", "not in order", "skipped");
        foreach (var (set, newest) in answer.Sets)
        {
            if (newest is null) table.AddRow(Markup.Escape(set), "none is left", "", "", "", "");
            else
                table.AddRow(
                    Markup.Escape(set), TestsText.Time(newest.At), newest.Commit.Abbreviated, $"{newest.Counts.Passed}", $"{newest.Counts.NotInOrder}", $"{newest.Counts.Skipped}");
        }

        services.Out.Write(table);
    }
}
