using System.CommandLine;
using System.Net.Http.Headers;
using Spectre.Console;
using Steward.Cli.Remote;
using Steward.Kernel;
using Steward.Stages.Monitoring.Errors.Reports;

namespace Steward.Cli.Commands.Logs;

/// <summary><c>steward logs</c>: hands error lines of a release to a running Steward.</summary>
internal sealed class LogsCommands : ICommandGroup
{
    /// <inheritdoc/>
    public IEnumerable<Command> Build(CliServices services) =>
        [new Command("logs", "Error logs of released products.") { Push(services) }];

    private static Command Push(CliServices services)
    {
        var files = new Argument<string[]>("FILE") { Description = "Logs with the errors of the release, plain or JSON lines.", Arity = ArgumentArity.OneOrMore };
        var product = new Option<string>("--product") { Description = "owner/name", Required = true };
        var release = new Option<string>("--release") { Description = "The release's tag.", Required = true };
        var json = CommandActions.JsonOption();
        var command = new Command("push", "Uploads error lines of a release; the same lines count once. Exit 1: the release has new error groups.") { files, product, release, json };
        return command.Does(services, async (parsed, cancellation) =>
        {
            var address = $"api/logs/{ProductId.Parse(parsed.GetValue(product)!)}/{Uri.EscapeDataString(parsed.GetValue(release)!)}";
            var receipts = await SendAsync(services, address, parsed.GetValue(files)!, cancellation);
            if (parsed.GetValue(json)) services.PrintJson(new { receipts });
            else Show(services, receipts[^1], receipts.Sum(r => r.Errors));
            return receipts[^1].NewGroups.Count > 0 ? Exit.No : Exit.Yes;
        });
    }

    private static async Task<List<ErrorReceipt>> SendAsync(CliServices services, string address, string[] files, CancellationToken cancellation)
    {
        using var client = await StewardClient.OpenForUploadAsync(services, cancellation);
        var receipts = new List<ErrorReceipt>();
        foreach (var file in files)
        {
            using var body = new StreamContent(File.OpenRead(services.PathOf(file)));
            body.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
            receipts.Add(await client.PostContentAsync<ErrorReceipt>(address, body, cancellation));
        }

        return receipts;
    }

    private static void Show(CliServices services, ErrorReceipt last, long errors)
    {
        foreach (var group in last.NewGroups) services.Out.MarkupLineInterpolated($"[red]new[/] {group.Id} {group.Count} x {Texts.Clip(group.Template, 200)}");
        services.Out.MarkupLineInterpolated($"{last.Release}: {Texts.Count(errors, "error")} taken in; {(last.Since is null ? "no release before it to compare with" : $"{last.NewGroups.Count} new groups since {last.Since}")}.");
    }
}
