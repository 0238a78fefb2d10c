using System.CommandLine;
using Spectre.Console;
using Steward.Cli.Remote;
using Steward.Kernel;
using Steward.Stages.Monitoring.Errors.Reports;

namespace Steward.Cli.Commands.Errors;

/// <summary><c>steward errors report owner/name RELEASE</c></summary>
internal static class ReportCommand
{
    public static Command Build(CliServices services)
    {
        var product = new Argument<string>("PRODUCT") { Description = "owner/name" };
        var release = new Argument<string>("RELEASE") { Description = "The release's tag." };
        var since = new Option<string?>("--since") { Description = "The release to compare with. Default: the one reported before." };
        var json = CommandActions.JsonOption();
        var command = new Command("report", "Shows the error groups of a release: new, increased and gone. Exit 1: there are new ones.") { product, release, since, json };
        return command.Does(services, async (parsed, cancellation) =>
        {
            var id = ProductId.Parse(parsed.GetValue(product)!);
            var tag = parsed.GetValue(release)!;
            var query = parsed.GetValue(since) is { } before ? $"?since={Uri.EscapeDataString(before)}" : "";
            using var client = StewardClient.Open(services);
            var report = await client.GetAsync<ErrorReport>($"api/products/{id}/errors/{Uri.EscapeDataString(tag)}{query}", cancellation)
                ?? throw StewardException.NotFound($"There is no error report of {id} for this release{(query.Length > 0 ? ", or for the one to compare with" : "")}.");
            if (parsed.GetValue(json)) services.PrintJson(report);
            else Show(services, report);
            return report.NewGroups.Count > 0 ? Exit.No : Exit.Yes;
        });
    }

    private static void Show(CliServices services, ErrorReport report)
    {
        var table = new Table().AddColumns("group", "", "errors", "before", "template");
        foreach (var group in report.Groups)
        {
            var mark = group.IsNew ? "[red]new[/]" : group.Increased ? "[yellow]more[/]" : "";
            table.AddRow(group.Id, mark, $"{group.Count}", $"{group.CountBefore}", Markup.Escape(Texts.Clip(What(group.Template, group.Context), 300)));
        }

        foreach (var group in report.Gone) table.AddRow(group.Id, "[green]gone[/]", "0", $"{group.Count}", Markup.Escape(Texts.Clip(What(group.Template, group.Context), 300)));
        services.Out.Write(table);
        services.Out.MarkupLineInterpolated(report.Since is null
            ? $"{report.Release}: {Texts.Count(report.Errors, "error")} in {Texts.Count(report.Groups.Count, "group")}; there is no release before it to compare with."
            : (FormattableString)$"{report.Release}: {Texts.Count(report.Errors, "error")} in {Texts.Count(report.Groups.Count, "group")}, {report.NewGroups.Count} new since {report.Since}, {report.Gone.Count} gone.");
    }

    private static string What(string template, string context) => context.Length == 0 ? template : $"{template} ({context})";
}
