using System.CommandLine;
using System.Net.Http.Headers;
using Spectre.Console;
using Steward.Cli.Commands.Results;
using Steward.Cli.Remote;
using Steward.Kernel;
using Steward.Stages.Testing.Coverage.Uploads;

namespace Steward.Cli.Commands.Coverage;

/// <summary><c>steward coverage push FILE...</c>: uploads reports of coverage to a running Steward.</summary>
internal static class PushCommand
{
    private static readonly MediaTypeHeaderValue AnyBytes = new("application/octet-stream");

    public static Command Build(CliServices services)
    {
        var files = new Argument<string[]>("FILE") { Description = "Reports of one test set's coverage.", Arity = ArgumentArity.OneOrMore };
        var set = new Option<string>("--set") { Description = "The test set, as the policy names it.", Required = true };
        var product = new Option<string?>("--product") { Description = "owner/name. Default: what the remote origin names." };
        var commit = new Option<string?>("--commit") { Description = "The commit that was tested, in full. Default: the one that is checked out." };
        var attempt = new Option<int>("--attempt") { Description = "The attempt. The newest complete one counts.", DefaultValueFactory = _ => 1 };
        var dirty = new Option<bool>("--allow-dirty") { Description = "Upload although the files differ from the commit. The lines will claim a commit that was not tested as it is." };
        var json = CommandActions.JsonOption();
        var command = new Command("push", "Uploads reports of coverage of a commit. Exit 2: a report has a problem.") { files, set, product, commit, attempt, dirty, json };
        return command.Does(services, async (parsed, cancellation) =>
        {
            var change = await new TestedCommit(services, parsed.GetValue(dirty)).FindAsync(parsed.GetValue(product), parsed.GetValue(commit), cancellation);
            using var client = StewardClient.Open(services);
            using var body = Body(services, parsed.GetValue(files)!);
            var path = $"api/coverage/{change.Product}/{change.Commit}?set={Uri.EscapeDataString(parsed.GetValue(set)!)}&attempt={parsed.GetValue(attempt)}";
            var receipt = await client.PostContentAsync<CoverageReceipt>(path, body, cancellation);
            if (parsed.GetValue(json)) services.PrintJson(receipt);
            else Show(services, receipt);
            return receipt.Files.Any(f => f.Problem is not null) ? Exit.Input : Exit.Yes;
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
