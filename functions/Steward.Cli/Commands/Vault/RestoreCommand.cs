using System.CommandLine;
using Spectre.Console;
using Steward.Cli.Commands.Vault.Restores;
using Steward.Kernel;
using Steward.Vault.Restoring;
using Steward.Vault.Snapshots;

namespace Steward.Cli.Commands.Vault;

/// <summary><c>steward vault restore [SNAPSHOT] --target DIR</c>.</summary>
internal static class RestoreCommand
{
    public static Command Build(CliServices services)
    {
        var (options, filter, restore) = (new VaultOptionsOf(), new FilterOptionsOf(), new RestoreOptionsOf());
        var command = new Command("restore", "Restore a snapshot into a folder. What broke off goes on with the same command. 0 complete, 1 something could not be restored.");
        foreach (var into in RestoreInto.All(services, new RestoreAbove(options, filter, restore))) command.Add(into);
        return options.AddToAll(filter.AddToAll(restore.AddTo(command)))
            .Does(services, async (parsed, cancellation) =>
            {
                await using var vault = await VaultAccess.OpenAsync(services, parsed, options, cancellation);
                var snapshot = await new SnapshotStore(vault).FindAsync(parsed.GetValue(restore.Snapshot)!, filter.Of(parsed), cancellation);
                var (how, began) = (restore.Of(parsed, services.Time), services.Time.GetTimestamp());
                var target = services.PathOf(parsed.GetRequiredValue(restore.Target));
                var outcome = await VaultProgressView.WatchAsync(services, progress => Restore.RunAsync(vault, snapshot, target, how, progress, cancellation));
                var took = services.Time.GetElapsedTime(began);
                if (parsed.GetValue(options.Json)) Print(services, snapshot, target, outcome, (how.DryRun, took));
                else Show(services, snapshot, target, outcome, (how.DryRun, took));
                return outcome.Failed == 0 ? Exit.Yes : Exit.No;
            });
    }

    private static void Print(CliServices services, SnapshotReference snapshot, string target, RestoreOutcome outcome, (bool Dry, TimeSpan Took) how) => services.PrintJson(new
    {
        snapshot = snapshot.Id, id = snapshot.Id, target, files = outcome.Files, bytes = outcome.Bytes, entries = outcome.Entries, kept = outcome.Kept, failed = outcome.Failed,
        durationSeconds = Amounts.Rounded(how.Took), verdict = BackupView.VerdictOf(outcome.Failed), dryRun = how.Dry, problems = outcome.Problems,
    });

    private static void Show(CliServices services, SnapshotReference snapshot, string target, RestoreOutcome outcome, (bool Dry, TimeSpan Took) how)
    {
        foreach (var problem in outcome.Problems) services.Notes.MarkupLineInterpolated($"[yellow]{problem}[/]");
        if (outcome.Failed > 0) services.Notes.MarkupLineInterpolated($"[red]{Texts.Count(outcome.Failed, "entry is", "entries are")} not restored; the same command tries again.[/]");
        var kept = outcome.Kept == 0 ? "" : $", {Amounts.Number(outcome.Kept)} of them were there already";
        services.Out.MarkupLineInterpolated($"{(how.Dry ? "Would restore" : "Restored")} snapshot [bold]{snapshot.ShortId}[/] into {target}: {Amounts.Files(outcome.Files)}, {Amounts.Bytes(outcome.Bytes)}{kept}, in {Amounts.Seconds(how.Took)}.");
    }
}

/// <summary>What <c>steward vault restore</c> can be told.</summary>
internal sealed class RestoreOptionsOf
{
    public Argument<string> Snapshot { get; } = new("SNAPSHOT") { Description = "The beginning of its id, or 'latest'.", DefaultValueFactory = _ => SnapshotStore.Latest };

    public Option<string> Target { get; } = new("--target") { Description = "The folder to restore into: empty, or with the same restore that broke off.", Required = true };

    public Option<bool> Overwrite { get; } = new("--overwrite") { Description = "Replace what has the same name in the target; everything else there stays." };

    public Option<string[]> Include { get; } = new("--include") { Description = "Only what matches: a pattern as in .gitignore; a folder with all that is in it." };

    public Option<string[]> Exclude { get; } = new("--exclude") { Description = "Not what matches." };

    public Option<bool> DryRun { get; } = new("--dry-run") { Description = "Only tell what would be restored." };

    /// <summary>All of them: they are of restores into folders alone.</summary>
    public IReadOnlyList<Option> All => [Target, Overwrite, Include, Exclude, DryRun];

    public Command AddTo(Command command)
    {
        command.Add(Snapshot);
        foreach (var option in All) command.Add(option);
        return command;
    }

    public RestoreOptions Of(ParseResult parsed, TimeProvider time) => new()
    {
        Time = time, Overwrite = parsed.GetValue(Overwrite), Include = parsed.GetValue(Include) ?? [], Exclude = parsed.GetValue(Exclude) ?? [], DryRun = parsed.GetValue(DryRun),
    };
}
