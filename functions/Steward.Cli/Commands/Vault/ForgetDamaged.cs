using Spectre.Console;
using Steward.Kernel;
using Steward.Vault;
using Steward.Vault.Maintenance;
using Steward.Vault.Snapshots;

namespace Steward.Cli.Commands.Vault;

/// <summary><c>steward vault forget SNAPSHOT... --damaged</c>: removes exactly the objects that are named, after it has said what is known of them.</summary>
internal static class ForgetDamaged
{
    public static async Task<int> RunAsync(CliServices services, OpenVault vault, string[] named, (bool Dry, bool Json) how, CancellationToken cancellation)
    {
        if (named.Length == 0) throw StewardException.Invalid("--damaged removes only what is named: give the ids that 'steward vault verify' tells.");
        var (store, found) = (new SnapshotStore(vault), new List<DamagedSnapshot>());
        // All of them are looked at before any is removed.
        foreach (var id in named) found.Add(await store.FindDamagedAsync(id, cancellation));
        foreach (var damaged in found.DistinctBy(d => d.Id))
        {
            services.Notes.MarkupLineInterpolated($"[yellow]{damaged.Why}[/]");
            services.Notes.MarkupLineInterpolated($"It was stored at {damaged.Stored.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC and has {Texts.Count(damaged.Length, "byte")}. What machine it is of and what it held cannot be read.");
            if (!how.Dry) await Forget.DamagedAsync(vault, damaged, cancellation);
        }

        if (how.Json) Print(services, found, how.Dry);
        else services.Out.MarkupLineInterpolated($"{(how.Dry ? "Would remove" : "Removed")} {Texts.Count(found.DistinctBy(d => d.Id).Count(), "damaged snapshot")}. 'steward vault prune' frees what only it needed.");
        return Exit.Yes;
    }

    private static void Print(CliServices services, List<DamagedSnapshot> found, bool dry) => services.PrintJson(new
    {
        verdict = "complete", dryRun = dry, kept = Array.Empty<string>(), problems = Array.Empty<string>(),
        forgotten = found.DistinctBy(d => d.Id).Select(d => new { id = d.Id, bytes = d.Length, stored = d.Stored, why = d.Why }),
    });
}
