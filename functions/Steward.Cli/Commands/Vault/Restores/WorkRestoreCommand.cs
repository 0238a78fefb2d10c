using System.CommandLine;
using Spectre.Console;
using Steward.Kernel;
using Steward.Vault.Restoring;
using Steward.Vault.Snapshots;
using Steward.Vault.Sources.Workplaces;

namespace Steward.Cli.Commands.Vault.Restores;

/// <summary><c>steward vault restore work [SNAPSHOT] --repository PATH --target DIR</c>.</summary>
internal static class WorkRestoreCommand
{
    public static Command Build(CliServices services, RestoreAbove above)
    {
        var (options, filter, snapshot) = (above.Vault, above.Filter, RestoreInto.Snapshot());
        var repository = new Option<string>("--repository") { Description = "The repository, by the path that it had: relative to the home folder where it lay there.", Required = true };
        var target = new Option<string>("--target") { Description = "A clone without work of its own, or an empty folder, into which the remote is cloned.", Required = true };
        var command = new Command("work", "Put the work of a repository back: unpushed commits, stashes, the index, changed and untracked files. 0 all of it, 1 not all.") { snapshot, repository, target };
        return command.Does(services, async (parsed, cancellation) =>
        {
            OptionsBefore.Refuse(parsed, above.Folders.All);
            await using var vault = await VaultAccess.OpenAsync(services, parsed, options, cancellation);
            var found = await new SnapshotStore(vault).FindAsync(parsed.GetRequiredValue(snapshot), filter.Of(parsed), cancellation);
            var how = new RestoreOptions { Time = services.Time, Include = [$"/{WorkplaceSource.Repositories}"] };
            using var folder = await RestoredFolder.OpenAsync(vault, found, "workplace", how, null, cancellation);
            var into = services.PathOf(parsed.GetRequiredValue(target));
            var told = await WorkplaceFolder.ReturnAsync(folder.Path, parsed.GetRequiredValue(repository), into, cancellation);
            if (parsed.GetValue(options.Json)) services.PrintJson(new { snapshot = found.Id, id = found.Id, target = into, verdict = told.Count == 0 ? "complete" : "incomplete", problems = told });
            foreach (var sentence in told) services.Notes.MarkupLineInterpolated($"[yellow]{sentence}[/]");
            if (!parsed.GetValue(options.Json)) services.Out.MarkupLineInterpolated($"The work of snapshot [bold]{found.ShortId}[/] is in {into}{(told.Count == 0 ? "" : $", {Texts.Count(told.Count, "part")} aside")}.");
            return told.Count == 0 ? Exit.Yes : Exit.No;
        });
    }
}
