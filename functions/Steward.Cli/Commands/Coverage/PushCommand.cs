using System.CommandLine;
using Spectre.Console;
using Steward.Cli.Commands.Results;
using Steward.Cli.Remote;
using Steward.Kernel;
using Steward.Stages.Testing.Coverage.Uploads;

namespace Steward.Cli.Commands.Coverage;

/// <summary><c>steward coverage push FILE...</c>: uploads reports of coverage to a running Steward.</summary>
internal static class PushCommand
{
    public static Command Build(CliServices services)
    {
        var options = new UploadOptions("lines");
        return options.Of("push", "Uploads reports of coverage of a commit. Exit 2: a report has a problem.").Does(services, async (parsed, cancellation) =>
        {
            var change = await options.ChangeAsync(services, parsed, cancellation);
            using var client = await StewardClient.OpenForUploadAsync(services, cancellation);
            using var body = options.Body(services, parsed);
            var receipt = await client.PostContentAsync<CoverageReceipt>(options.Path("coverage", change, parsed), body, cancellation);
            if (options.IsJson(parsed)) services.PrintJson(receipt);
            else Show(services, receipt);
            return receipt.Files.Any(f => f.Problem is not null) ? Exit.Input : Exit.Yes;
        });
    }

    private static void Show(CliServices services, CoverageReceipt receipt)
    {
        services.Out.MarkupLineInterpolated($"{receipt.Set}, attempt {receipt.Attempt}, of {receipt.Change.Product} at {receipt.Change.Commit.Abbreviated}: {Texts.Count(receipt.Files.Count, "report")} taken in.");
        foreach (var file in receipt.Files)
        {
            services.Out.MarkupLineInterpolated($"{file.File}: {file.Covered} of {Texts.Count(file.Lines, "line")} in {Texts.Count(file.Files, "file")} executed.");
            if (file.Unknown > 0) services.Out.MarkupLineInterpolated($"{file.File}: {Texts.Count(file.Unknown, "path")} outside of the commit's tree: {Texts.Some(file.FirstUnknown)}");
            if (file.Ambiguous.Count > 0) services.Out.MarkupLineInterpolated($"[yellow]{file.File}: fits several files, so it counts for none: {Texts.Some(file.Ambiguous)}[/]");
            if (file.Problem is { } problem) services.Out.MarkupLineInterpolated($"[red]{file.File}: {problem}[/]");
            foreach (var note in file.Notes) services.Out.MarkupLineInterpolated($"[yellow]{file.File}: {note}[/]");
        }
    }
}
