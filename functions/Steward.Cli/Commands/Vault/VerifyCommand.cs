using System.CommandLine;
using Spectre.Console;
using Steward.Kernel;
using Steward.Vault.Maintenance;

namespace Steward.Cli.Commands.Vault;

/// <summary><c>steward vault verify [--data]</c>: is all that snapshots need there, and is every byte what was written?</summary>
internal static class VerifyCommand
{
    public static Command Build(CliServices services)
    {
        var (options, data) = (new VaultOptionsOf(), new Option<bool>("--data") { Description = "Read every byte of every pack too." });
        return options.AddTo(new Command("verify", "Look whether all that snapshots need is there. 0 sound, 1 something is damaged or missing: it is named, and the files that it costs.") { data })
            .Does(services, async (parsed, cancellation) =>
            {
                await using var vault = await VaultAccess.OpenAsync(services, parsed, options, cancellation);
                var began = services.Time.GetTimestamp();
                var report = await new Verify(vault, new VerifyOptions { Data = parsed.GetValue(data) }).RunAsync(cancellation);
                var took = services.Time.GetElapsedTime(began);
                if (parsed.GetValue(options.Json)) Print(services, report, took);
                else Show(services, report, parsed.GetValue(data), took);
                return report.IsSound ? Exit.Yes : Exit.No;
            });
    }

    private static void Print(CliServices services, VerifyReport report, TimeSpan took) => services.PrintJson(new
    {
        verdict = report.IsSound ? "sound" : "damaged", snapshots = report.Snapshots, packs = report.Packs, chunks = report.Chunks, bytes = report.Bytes, unnamedPacks = report.Unnamed,
        problems = report.Problems, lost = LostView.Rows(report.Lost), lostCount = report.LostCount, durationSeconds = Amounts.Rounded(took),
    });

    private static void Show(CliServices services, VerifyReport report, bool data, TimeSpan took)
    {
        foreach (var problem in report.Problems) services.Notes.MarkupLineInterpolated($"[red]{problem}[/]");
        LostView.Show(services, report.Lost, report.LostCount);
        var read = data ? $"every one of {Amounts.Bytes(report.Bytes)} was read" : "what is named is there, and --data reads it too";
        services.Out.MarkupLineInterpolated($"{(report.IsSound ? "Sound" : "Damaged")}: {Texts.Count(report.Snapshots, "snapshot")}, {Texts.Count(report.Packs, "pack")}, {Amounts.Number(report.Chunks)} chunks; {read}, in {Amounts.Seconds(took)}.");
        if (report.Unnamed > 0) services.Notes.MarkupLineInterpolated($"[grey]{Texts.Count(report.Unnamed, "pack")} of backups that run or broke off: harmless, 'prune' removes them in time.[/]");
    }
}

/// <summary>What cannot be restored.</summary>
internal static class LostView
{
    private const int MaxShown = 50;

    public static IEnumerable<object> Rows(IReadOnlyList<LostFile> lost) =>
        lost.Select(l => new { snapshot = l.Snapshot.Id, host = l.Snapshot.Snapshot.Host, time = l.Snapshot.Snapshot.Time, path = l.Path, why = l.Why });

    public static void Show(CliServices services, IReadOnlyList<LostFile> lost, long count)
    {
        foreach (var file in lost.Take(MaxShown)) services.Notes.MarkupLineInterpolated($"[red]Lost in snapshot {file.Snapshot.ShortId}: {file.Path ?? "a part of its list of files"}: {file.Why}[/]");
        if (count > MaxShown) services.Notes.MarkupLineInterpolated($"[red]... and {count - MaxShown} more; --json names them.[/]");
    }
}
