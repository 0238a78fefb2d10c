using System.CommandLine;
using Spectre.Console;
using Steward.Cli.Remote;
using Steward.Kernel;
using Steward.Stages.Release.Code;

namespace Steward.Cli.Commands.Code;

/// <summary><c>steward code</c>: which files and lines processors have handled, and which are left over.</summary>
internal sealed class CodeCommands : ICommandGroup
{
    private const int Shown = 50;

    /// <inheritdoc/>
    public IEnumerable<Command> Build(CliServices services)
    {
        var product = new Argument<string>("PRODUCT") { Description = "The product: owner/name." };
        var reference = new Argument<string>("REF") { Description = "A commit, branch or tag." };
        var json = CommandActions.JsonOption();
        yield return new Command("code", "Accounts for every file and changed line of a commit as if it were to be released now. Exit 1: something is left over.")
        {
            product, reference, json,
        }.Does(services, async (parsed, cancellation) =>
        {
            using var client = StewardClient.Open(services);
            var (id, name) = (ProductId.Parse(parsed.GetRequiredValue(product)), parsed.GetRequiredValue(reference));
            var report = await client.GetAsync<CodeReport>($"api/products/{id}/code?ref={Uri.EscapeDataString(name)}", cancellation)
                ?? throw StewardException.NotFound($"{id} has no branch, tag or commit '{Texts.Clip(name, 60)}', or Steward does not know the product.");
            if (parsed.GetValue(json)) services.PrintJson(report);
            else Show(services, report);
            return report.IsWhole ? Exit.Yes : Exit.No;
        });
    }

    private static void Show(CliServices services, CodeReport report)
    {
        var counts = new Table().AddColumns("processor", "of", "asked for", "handled", "left over");
        foreach (var count in report.Processors)
            counts.AddRow(count.Name, count.Of, count.Asked == 0 ? "not asked for" : $"{count.Asked}", $"{(count.Asked == 0 ? count.Known : count.Handled)}", count.Asked == 0 ? "" : $"{count.Asked - count.Handled}");
        services.Out.Write(counts);
        var left = CodeText.LeftOver(report).ToList();
        foreach (var line in left.Take(Shown)) services.Out.MarkupLineInterpolated($"[red]{line}[/]");
        if (left.Count > Shown) services.Out.MarkupLineInterpolated($"and {left.Count - Shown} more; --json has them all.");
        if (report.Special.Count > 0) services.Out.MarkupLineInterpolated($"Special entries: {string.Join(", ", report.Special.Select(s => $"{s.Key} {s.Value}"))}.");
        services.Out.MarkupLineInterpolated($"{CodeText.Summary(report)}");
    }
}
