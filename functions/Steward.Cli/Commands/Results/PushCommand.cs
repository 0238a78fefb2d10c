using System.CommandLine;
using Spectre.Console;
using Steward.Cli.Remote;
using Steward.Gates;
using Steward.Stages.Testing.Results.Uploads;

namespace Steward.Cli.Commands.Results;

/// <summary><c>steward results push FILE...</c>: uploads reports to a running Steward.</summary>
internal static class PushCommand
{
    public static Command Build(CliServices services)
    {
        var options = new UploadOptions("results", "; tests that it did not run count as in the attempt before");
        var shard = new Option<string?>("--shard") { Description = "The shard whose tests these are, as K/N. A shard that is run again replaces only itself." };
        var command = options.Of("push", "Uploads reports about a commit. Exit 1: not in order. Exit 2: a report has a problem.");
        command.Add(shard);
        return command.Does(services, async (parsed, cancellation) =>
        {
            var change = await options.ChangeAsync(services, parsed, cancellation);
            using var client = await StewardClient.OpenForUploadAsync(services, cancellation);
            using var body = options.Body(services, parsed);
            var path = options.Path("results", change, parsed) + (parsed.GetValue(shard) is { } part ? $"&shard={Uri.EscapeDataString(part)}" : "");
            var receipt = await client.PostContentAsync<ResultsReceipt>(path, body, cancellation);
            if (options.IsJson(parsed)) services.PrintJson(receipt);
            else Show(services, receipt);
            return ExitOf(receipt);
        });
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
