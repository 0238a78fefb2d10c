using Spectre.Console;
using Steward.Gates;
using Steward.Kernel;

namespace Steward.Cli.Commands.Licences;

/// <summary>The scan for people: what is not in order by name, the rest as counts.</summary>
internal static class ScanTable
{
    public static void Show(CliServices services, ScanReport report)
    {
        var offenders = report.Dependencies.Where(d => d.Verdict is not (Verdict.Pass or Verdict.NotNeeded)).OrderByDescending(d => d.Verdict).ToList();
        if (offenders.Count > 0)
        {
            var table = new Table().AddColumns("dependency", "comes in by", "verdict", "licence", "reason");
            foreach (var row in offenders)
                table.AddRow(Cell($"{row.Ecosystem}:{row.Name}@{row.Version}"), Cell(Way(row)), $"{row.Verdict}", Cell(row.Concluded ?? row.Declared ?? "unknown"), Cell(row.Reason));
            services.Out.Write(table);
        }

        if (report.Dependencies.Count > 0)
        {
            services.Out.MarkupLineInterpolated(
                $"{report.Dependencies.Count(d => d.Direct == true)} direct, {report.Dependencies.Count(d => d.Direct == false)} transitive, {report.Dependencies.Count(d => d.Direct is null)} of which the files do not tell; {report.Dependencies.Count(d => d.DevelopmentOnly)} for development only, {report.Dependencies.Count(d => !d.Locked)} not locked.");
        }

        foreach (var file in report.Files.Where(f => f.Problem is not null)) services.Out.MarkupLineInterpolated($"[red]{file.File}: {file.Problem}[/]");
        foreach (var manifest in report.Unlocked) services.Out.WriteLine(manifest.Reason, new Style(manifest.Verdict.LetsThrough() ? Color.Grey : Color.Red));
        services.Out.MarkupLineInterpolated(
            $"{Texts.Count(report.Totals.Dependencies, "dependency", "dependencies")} in {Texts.Count(report.Totals.Files, "lock file")}: {report.Totals.Pass} pass, {report.Totals.Fail} fail, {report.Totals.Error} error, {report.Totals.Waived} waived, {report.Totals.NotNeeded} not judged.");
    }

    // "direct", "a > b > c", or that the files do not tell.
    private static string Way(ScanReport.Row row) =>
        row.Way + (row.DevelopmentOnly ? " (development)" : "") + (row.Locked ? "" : " (not locked)");

    private static string Cell(string text) => Markup.Escape(Texts.Clip(text, 300));
}
