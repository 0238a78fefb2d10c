using System.CommandLine;
using Spectre.Console;
using Steward.Kernel;
using Steward.Vault.Maintenance;

namespace Steward.Cli.Commands.Vault;

/// <summary><c>steward vault prune</c>: frees the room of what no snapshot needs, in two steps, beside running backups.</summary>
internal static class PruneCommand
{
    private const int HoursADay = 24;

    public static Command Build(CliServices services)
    {
        var options = new VaultOptionsOf();
        var grace = new Option<double>("--grace-hours")
        {
            Description = "How long a pack waits between the prune that condemns it and the one that removes it: longer than the longest backup.",
            DefaultValueFactory = _ => PruneOptions.UsualGrace.TotalDays * HoursADay,
        };
        var takeOver = new Option<bool>("--take-over") { Description = "Take over from a prune that was killed." };
        var dry = new Option<bool>("--dry-run") { Description = "Only tell what would be done." };
        return options.AddTo(new Command("prune", "Free the room of what no snapshot needs. Packs are condemned first and removed by a later prune. Needs credentials that may delete.") { grace, takeOver, dry })
            .Does(services, async (parsed, cancellation) =>
            {
                if (parsed.GetValue(grace) is not (>= 0 and <= 100_000)) throw StewardException.Invalid("--grace-hours is no time that can be waited: give hours, such as 72.");
                await using var vault = await VaultAccess.OpenAsync(services, parsed, options, cancellation);
                var outcome = await new Prune(vault, new PruneOptions
                {
                    Time = services.Time, Host = System.Environment.MachineName, Grace = TimeSpan.FromHours(parsed.GetValue(grace)), TakeOver = parsed.GetValue(takeOver), DryRun = parsed.GetValue(dry),
                }).RunAsync(cancellation);
                if (parsed.GetValue(options.Json)) Print(services, outcome, parsed.GetValue(dry));
                else Show(services, outcome, parsed.GetValue(dry));
                return outcome.Problems.Count == 0 ? Exit.Yes : Exit.No;
            });
    }

    private static void Print(CliServices services, PruneOutcome outcome, bool dry) => services.PrintJson(new
    {
        verdict = outcome.Problems.Count == 0 ? "complete" : "incomplete", dryRun = dry, packsKept = outcome.PacksKept, packsRewritten = outcome.PacksRewritten, packsCondemned = outcome.PacksCondemned,
        bytesCondemned = outcome.BytesCondemned, packsRemoved = outcome.PacksRemoved, bytesRemoved = outcome.BytesRemoved, chunksRevived = outcome.ChunksRevived, problems = outcome.Problems,
    });

    private static void Show(CliServices services, PruneOutcome outcome, bool dry)
    {
        foreach (var problem in outcome.Problems) services.Notes.MarkupLineInterpolated($"[yellow]{problem}[/]");
        services.Out.MarkupLineInterpolated($"{(dry ? "Would condemn" : "Condemned")} {Texts.Count(outcome.PacksCondemned, "pack")} ({Amounts.Bytes(outcome.BytesCondemned)}), {outcome.PacksRewritten} of them because little in them is needed; removed {Texts.Count(outcome.PacksRemoved, "pack")} ({Amounts.Bytes(outcome.BytesRemoved)}).");
        if (outcome.PacksCondemned > 0) services.Notes.MarkupLineInterpolated($"[grey]What is condemned is removed by a prune after the grace, if still nobody needs it.[/]");
    }
}
