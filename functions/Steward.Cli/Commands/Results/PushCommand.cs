using System.CommandLine;
using System.Net.Http.Headers;
using Spectre.Console;
using Steward.Cli.Remote;
using Steward.Gates;
using Steward.Stages.Testing.Results.Uploads;

namespace Steward.Cli.Commands.Results;

/// <summary><c>steward results push FILE...</c>: uploads reports to a running Steward.</summary>
internal static class PushCommand
{
    private static readonly MediaTypeHeaderValue AnyBytes = new("application/octet-stream");

    public static Command Build(CliServices services)
    {
        var files = new Argument<string[]>("FILE") { Description = "Reports of one test set.", Arity = ArgumentArity.OneOrMore };
        var set = new Option<string>("--set") { Description = "The test set, as the policy names it.", Required = true };
        var product = new Option<string?>("--product") { Description = "owner/name. Default: what the remote origin names." };
        var commit = new Option<string?>("--commit") { Description = "The commit that was tested, in full. Default: the one that is checked out." };
        var attempt = new Option<int>("--attempt") { Description = "The attempt. The newest complete one counts; tests that it did not run count as in the attempt before.", DefaultValueFactory = _ => 1 };
        var shard = new Option<string?>("--shard") { Description = "The shard whose tests these are, as K/N. A shard that is run again replaces only itself." };
        var dirty = new Option<bool>("--allow-dirty") { Description = "Upload although the files differ from the commit. The results will claim a commit that was not tested as it is." };
        var json = CommandActions.JsonOption();
        var command = new Command("push", "Uploads reports about a commit. Exit 1: not in order. Exit 2: a report has a problem.") { files, set, product, commit, attempt, shard, dirty, json };
        return command.Does(services, async (parsed, cancellation) =>
        {
            var change = await new TestedCommit(services, parsed.GetValue(dirty)).FindAsync(parsed.GetValue(product), parsed.GetValue(commit), cancellation);
            using var client = StewardClient.Open(services);
            using var body = Body(services, parsed.GetValue(files)!);
            var path = $"api/results/{change.Product}/{change.Commit}?set={Uri.EscapeDataString(parsed.GetValue(set)!)}&attempt={parsed.GetValue(attempt)}"
                + (parsed.GetValue(shard) is { } part ? $"&shard={Uri.EscapeDataString(part)}" : "");
            var receipt = await client.PostContentAsync<ResultsReceipt>(path, body, cancellation);
            if (parsed.GetValue(json)) services.PrintJson(receipt);
            else Show(services, receipt);
            return ExitOf(receipt);
        });
    }

    private static MultipartFormDataContent Body(CliServices services, string[] files)
    {
        var body = new MultipartFormDataContent();
        foreach (var file in files)
        {
            var content = new StreamContent(File.OpenRead(services.PathOf(file)));
            content.Headers.ContentType = AnyBytes;
            body.Add(content, "report", Path.GetFileName(file));
        }

        return body;
    }

    private static int ExitOf(ResultsReceipt receipt) =>
        receipt.Files.Any(f => f.Problem is not null) ? Exit.Input : receipt.Gate.Verdict == Verdict.Pass ? Exit.Yes : Exit.No;

    private static void Show(CliServices services, ResultsReceipt receipt)
    {
        services.Out.MarkupLineInterpolated($"{receipt.Set}{(receipt.Shard is { } shard ? $", {shard}" : "")}, attempt {receipt.Attempt}, of {receipt.Change.Product} at {receipt.Change.Commit.Abbreviated}: {receipt.Gate.Verdict}. {receipt.Gate.Reason}");
        foreach (var file in receipt.Files.Where(f => f.Problem is not null)) services.Out.MarkupLineInterpolated($"[red]{file.File}: {file.Problem}[/]");
        foreach (var file in receipt.Files)
        {
            foreach (var note in file.Notes) services.Out.MarkupLineInterpolated($"[yellow]{file.File}: {note}[/]");
        }
    }
}
