using System.CommandLine;
using Steward.Cli.Remote;
using Steward.Gates;
using Steward.Kernel;
using Steward.Stages.Testing.Showing;

namespace Steward.Cli.Commands.Results;

/// <summary><c>steward results show PRODUCT [COMMIT|BRANCH]</c></summary>
internal static class ShowCommand
{
    private const int Shown = 20;

    public static Command Build(CliServices services)
    {
        var product = new Argument<string>("PRODUCT") { Description = "owner/name" };
        var reference = new Argument<string?>("COMMIT") { Description = "A commit (7 digits or more), or a branch or tag: its newest change. Default: the newest change.", Arity = ArgumentArity.ZeroOrOne };
        var set = new Option<string?>("--set") { Description = "Only this test set." };
        var count = new Option<int>("--count") { Description = $"How many tests of each set are shown, at most {ResultsReader.MaxTests}; those that are not in order come first.", DefaultValueFactory = _ => Shown };
        var page = new Option<int>("--page") { Description = "The page of tests, from 1.", DefaultValueFactory = _ => 1 };
        var json = CommandActions.JsonOption();
        var command = new Command("show", "Shows what is known of the tests of a commit: sets, shards, attempts and tests, those that are not in order first. Exit 1: a set does not let through.")
        {
            product, reference, set, count, page, json,
        };
        return command.Does(services, async (parsed, cancellation) =>
        {
            using var client = StewardClient.Open(services);
            var change = await ShownCommit.FindAsync(client, ProductId.Parse(parsed.GetValue(product)!), parsed.GetValue(reference), cancellation);
            var only = parsed.GetValue(set) is { } name ? $"&set={Uri.EscapeDataString(name)}" : "";
            var view = await client.RequireAsync<ResultsView>(
                $"api/results/{change.Product}/{change.Commit}?count={parsed.GetValue(count)}&page={parsed.GetValue(page)}{only}", cancellation);
            if (parsed.GetValue(json)) services.PrintJson(view);
            else ResultsTables.Show(services, view);
            return view.Sets.Count > 0 && view.Sets.All(s => s.Verdict.LetsThrough()) ? Exit.Yes : Exit.No;
        });
    }
}
