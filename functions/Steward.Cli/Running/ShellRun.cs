using System.Globalization;
using Steward.Kernel;
using Steward.Stages.Testing.Running;

namespace Steward.Cli.Running;

/// <summary>Where and how commands of test sets are run.</summary>
/// <param name="Folder">The top folder of what is tested.</param>
/// <param name="Logs">The folder for what the commands print.</param>
/// <param name="EndsAll">Whether processes that a command leaves behind are ended: in a checkout that goes away.</param>
internal sealed record RunPlace(string Folder, string Logs, bool EndsAll)
{
    /// <summary>The file for what a run prints.</summary>
    public string LogOf(PlannedRun run) =>
        Path.Combine(Logs, run.Shard is null ? $"{run.Set.Name}.log" : string.Create(CultureInfo.InvariantCulture, $"{run.Set.Name}-{run.Shard.Number}.log"));
}

/// <summary>Runs the command of a test set, within its time limit.</summary>
internal static class ShellRun
{
    private static readonly TimeSpan Lingering = TimeSpan.FromSeconds(2);

    /// <summary>How the command ended, and the last lines that it printed. When <paramref name="cancellation"/> comes it is ended, and said to be cut off.</summary>
    public static async Task<(CommandEnd End, string Last)> RunAsync(RunPlace place, PlannedRun run, TimeProvider time, CancellationToken cancellation)
    {
        using var log = new OutputLog(place.LogOf(run));
        using var enough = new CancellationTokenSource();
        using var group = ProcessGroup.Start(run.Command, place.Folder, run.Set.Env, time);
        var output = Task.WhenAll(log.ReadAsync(group.Leader.StandardOutput, enough.Token), log.ReadAsync(group.Leader.StandardError, enough.Token));
        var end = await EndAsync(group, run, time, cancellation);
        if (place.EndsAll) await group.KillAsync();
        enough.CancelAfter(Lingering);
        await output;
        return (end, log.Last);
    }

    private static async Task<CommandEnd> EndAsync(ProcessGroup group, PlannedRun run, TimeProvider time, CancellationToken cancellation)
    {
        using var limit = new CancellationTokenSource(run.Set.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, limit.Token);
        try
        {
            await group.Leader.WaitForExitAsync(either.Token);
            return new CommandEnd(group.Leader.ExitCode, null);
        }
        catch (OperationCanceledException)
        {
            await group.StopAsync();
            return new CommandEnd(null, cancellation.IsCancellationRequested ? "The run was stopped." : $"It took longer than its time limit of {Limit(run.Set.Timeout)}.");
        }
    }

    private static string Limit(TimeSpan limit) =>
        limit.TotalSeconds < 120 ? Texts.Count((long)limit.TotalSeconds, "second") : $"{limit.TotalMinutes.ToString("0.#", CultureInfo.InvariantCulture)} minutes";
}
