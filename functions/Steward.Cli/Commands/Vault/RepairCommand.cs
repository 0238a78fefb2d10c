using System.CommandLine;
using Spectre.Console;
using Steward.Kernel;
using Steward.Vault.Maintenance;

namespace Steward.Cli.Commands.Vault;

/// <summary><c>steward vault repair [--data]</c>: makes the index anew, saves what is intact, names what is lost.</summary>
internal static class RepairCommand
{
    public static Command Build(CliServices services)
    {
        var options = new VaultOptionsOf();
        var data = new Option<bool>("--data") { Description = "Read every byte, and save what is intact in damaged packs." };
        var takeOver = new Option<bool>("--take-over") { Description = "Take over from a prune that was killed." };
        return options.AddTo(new Command("repair", "Make the index anew from the packs where it is damaged, leave out what is gone, and name what is lost. Needs credentials that may delete.") { data, takeOver })
            .Does(services, async (parsed, cancellation) =>
            {
                await using var vault = await VaultAccess.OpenAsync(services, parsed, options, cancellation);
                var report = await new Repair(vault, new RepairOptions
                {
                    Time = services.Time, Host = System.Environment.MachineName, Data = parsed.GetValue(data), TakeOver = parsed.GetValue(takeOver),
                }).RunAsync(cancellation);
                if (parsed.GetValue(options.Json)) Print(services, report);
                else Show(services, report);
                return report.LostCount == 0 ? Exit.Yes : Exit.No;
            });
    }

    private static void Print(CliServices services, RepairReport report) => services.PrintJson(new
    {
        verdict = report.LostCount == 0 ? "sound" : "damaged", indexesReplaced = report.IndexesRemoved, packsIndexed = report.PacksIndexed, packsLeftOut = report.PacksLeftOut,
        chunksSaved = report.ChunksSaved, problems = report.Problems, lost = LostView.Rows(report.Lost), lostCount = report.LostCount,
    });

    private static void Show(CliServices services, RepairReport report)
    {
        foreach (var problem in report.Problems) services.Notes.MarkupLineInterpolated($"[yellow]{problem}[/]");
        LostView.Show(services, report.Lost, report.LostCount);
        services.Out.MarkupLineInterpolated($"Replaced {Texts.Count(report.IndexesRemoved, "damaged index", "damaged indexes")}, indexed {Texts.Count(report.PacksIndexed, "pack")}, left out {report.PacksLeftOut}, saved {Texts.Count(report.ChunksSaved, "chunk")}.");
        services.Out.MarkupLineInterpolated(report.LostCount == 0 ? (FormattableString)$"Every snapshot can be restored whole." : $"{Texts.Count(report.LostCount, "file")} cannot be restored whole: back up again, and what is still on the machines is in the next snapshots.");
    }
}
