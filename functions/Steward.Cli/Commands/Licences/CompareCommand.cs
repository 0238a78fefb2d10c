using System.CommandLine;
using Spectre.Console;
using Steward.Stages.Security.Licences;
using Steward.Stages.Security.Licences.Comparison;

namespace Steward.Cli.Commands.Licences;

/// <summary><c>steward licences compare BEFORE [NOW]</c>: what came, what went, what moved, which licences changed. 0 when it could be told.</summary>
internal static class CompareCommand
{
    public static Command Build(CliServices services)
    {
        var before = new Argument<string>("BEFORE") { Description = "A folder, a file that 'licences scan --json' printed, or a commit, branch or tag of the repository here." };
        var now = new Argument<string>("NOW") { Description = "The same; default: the folder here.", DefaultValueFactory = _ => "." };
        var offline = new Option<bool>("--offline") { Description = "Ask only the package caches of this machine." };
        var json = CommandActions.JsonOption();
        return new Command("compare", "What changed among the dependencies.") { before, now, offline, json }.Does(services, async (parsed, cancellation) =>
        {
            var was = await ReadAsync(services, parsed.GetRequiredValue(before), parsed.GetValue(offline), cancellation);
            var comparison = ScanComparison.Of(was, await ReadAsync(services, parsed.GetRequiredValue(now), parsed.GetValue(offline), cancellation));
            if (parsed.GetValue(json)) services.PrintJson(comparison);
            else Show(services, comparison);
            return Exit.Yes;
        });
    }

    private static async Task<LicenceScan> ReadAsync(CliServices services, string named, bool offline, CancellationToken cancellation)
    {
        var path = services.PathOf(named);
        if (Directory.Exists(path)) return await FolderScan.RunAsync(services, path, offline, cancellation);
        if (File.Exists(path)) return await PrintedScan.ReadAsync(path, cancellation);
        return await FolderScan.RunAsync(services, await GitScan.FilesAsync(services.PathOf("."), named, cancellation), offline, cancellation);
    }

    private static void Show(CliServices services, ScanComparison comparison)
    {
        var table = new Table().AddColumns("what", "package", "");
        foreach (var (what, package, said) in ComparisonText.Lines(comparison)) table.AddRow(what, Markup.Escape($"{package.Ecosystem}:{package.Name}"), Markup.Escape(said));
        if (!comparison.IsEmpty) services.Out.Write(table);
        services.Out.WriteLine(ComparisonText.Summary(comparison));
    }
}
