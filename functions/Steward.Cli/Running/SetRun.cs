using Spectre.Console;
using Steward.Cli.Commands.Results;
using Steward.Kernel;
using Steward.Stages.Testing.Running;

namespace Steward.Cli.Running;

/// <summary>Runs a set once: announces it, runs its command, reads its reports, and tells what came of it.</summary>
/// <param name="services">Clock and progress.</param>
/// <param name="place">Where it runs.</param>
/// <param name="results">Who is told; null: nobody.</param>
internal sealed class SetRun(CliServices services, RunPlace place, RemoteResults? results)
{
    // Who stops a run wants to go home, and Steward still has to hear of it.
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(10);

    public async Task<RunOutcome> RunAsync(PlannedRun run, CancellationToken cancellation)
    {
        var attempt = results is null ? (int?)null : await results.AnnounceAsync(run, cancellation);
        Note($"[grey]  running test set {Markup.Escape(run.Title)}: {Markup.Escape(run.Command)}[/]");
        var outcome = await RunAsync(run, attempt, cancellation);
        if (results is null) return outcome;
        using var words = new CancellationTokenSource(LastWords, services.Time);
        await results.TellAsync(outcome, cancellation.IsCancellationRequested ? words.Token : cancellation);
        return outcome;
    }

    private async Task<RunOutcome> RunAsync(PlannedRun run, int? attempt, CancellationToken cancellation)
    {
        var watch = ReportWatch.Begin(place.Folder, run.Results);
        var began = services.Time.GetTimestamp();
        var (end, last) = await ShellRun.RunAsync(place, run, services.Time, cancellation);
        var files = watch.Fresh();
        var read = files.SelectMany(f => ReadReport.Of(services, f, report => report.Read(keep: 0))).ToList();
        var outcome = new RunOutcome(run, end, [.. read.Select(r => r.Report)])
        {
            Seconds = Math.Round(services.Time.GetElapsedTime(began).TotalSeconds, 3), Files = files, Log = place.LogOf(run), Attempt = attempt,
            Meaning = RunJudgement.Of(run, end, [.. read.Select(r => (Path.GetFileName(r.File), r.Report))]),
        };
        Tell(outcome, last);
        return outcome;
    }

    // Whoever has to mend it reads here why; what worked stays quiet.
    private void Tell(RunOutcome outcome, string last)
    {
        var (end, run) = (outcome.End, outcome.Run);
        var ended = end.Cut is null ? $"ended with exit code {end.Exit}" : $"was cut off: {end.Cut} This was";
        var text = $"  test set {Markup.Escape(run.Title)} {ended} after {outcome.Seconds:0.0} s and left {Texts.Count(outcome.Files.Count, "report")}\n";
        if (end.Exit == 0 && outcome.Files.Count > 0) last = "";
        else last += $"    (all of its output: {outcome.Log})\n";
        // In one go: sets that run side by side must not mix their lines.
        Note(text.TrimEnd('\n') + (last.Length == 0 ? "" : $"\n[grey]{Markup.Escape(last.TrimEnd('\n'))}[/]"));
    }

    private void Note(string markup)
    {
        lock (services.Notes) services.Notes.MarkupLine(markup);
    }
}
