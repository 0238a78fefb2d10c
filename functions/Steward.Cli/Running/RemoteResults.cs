using System.Xml.Linq;
using Steward.Cli.Commands.Results;
using Steward.Cli.Remote;
using Steward.Kernel;
using Steward.Ledger;
using Steward.Stages.Testing.Results.Announcements;
using Steward.Stages.Testing.Results.Uploads;
using Steward.Stages.Testing.Running;

namespace Steward.Cli.Running;

/// <summary>Tells a running Steward of test runs: before they begin, and what came of them.</summary>
/// <param name="services">The clock, for asking again.</param>
/// <param name="client">The running Steward.</param>
/// <param name="change">The commit that is tested.</param>
/// <param name="attempt">The attempt; null: the next one of each set.</param>
internal sealed class RemoteResults(CliServices services, StewardClient client, ChangeId change, int? attempt = null)
{
    private readonly Lock _gate = new();
    private long? _newest;
    private volatile bool _hasAnswered;

    /// <summary>The index in the ledger of the newest evidence that came of it; null: none yet.</summary>
    public long? Newest
    {
        get
        {
            lock (_gate) return _newest;
        }
    }

    /// <summary>Announces a run, so that it is awaited, and gives its attempt.</summary>
    public async Task<int> AnnounceAsync(PlannedRun run, CancellationToken cancellation)
    {
        var number = attempt ?? (await AskAsync(async () => new Numbered(await Attempts.NextAsync(client, change, run.Set.Name, run.Shard, cancellation)), cancellation)).Attempt;
        await AnnounceAsync(Announced(run, number), cancellation);
        return number;
    }

    /// <summary>Tells how the run ended: its reports, or that it was cut off.</summary>
    public async Task TellAsync(RunOutcome outcome, CancellationToken cancellation)
    {
        var (run, end, number) = (outcome.Run, outcome.End, outcome.Attempt!.Value);
        // What was cut off is told first: its reports must not count for a moment.
        var reason = end.Cut ?? (end.Exit == 0 && outcome.Files.Count == 0 ? RunJudgement.NoReport(run) : null);
        if (reason is not null) await AnnounceAsync(Announced(run, number) with { State = AnnouncedState.Aborted, Reason = reason }, cancellation);
        foreach (var files in outcome.Files.Chunk(ILedger.MaxTogether - 1).DefaultIfEmpty([])) await UploadAsync(outcome, number, files, cancellation);
    }

    private static Announcement Announced(PlannedRun run, int number) =>
        new(run.Set.Name, number, run.Shard?.Count) { Shard = run.Shard?.Number };

    private async Task AnnounceAsync(Announcement announcement, CancellationToken cancellation)
    {
        var path = $"api/results/{change.Product}/{change.Commit}/announce";
        var receipt = await AskAsync(() => client.PostAsync<AnnouncementReceipt>(path, announcement, cancellation), cancellation);
        Heard(receipt.Sets.Select(s => s.Evidence));
    }

    private async Task UploadAsync(RunOutcome outcome, int number, string[] files, CancellationToken cancellation)
    {
        var failed = RunJudgement.FailedWithoutRed(outcome.End, outcome.Counts);
        if (files.Length == 0 && !failed) return;
        var shard = outcome.Shard is { } part ? $"&shard={part.Number}%2F{part.Count}" : "";
        var path = $"api/results/{change.Product}/{change.Commit}?set={Uri.EscapeDataString(outcome.Run.Set.Name)}&attempt={number}{shard}";
        var receipt = await AskAsync(async () =>
        {
            using var body = Body(files, failed ? outcome.End.Exit : null);
            return await client.PostContentAsync<ResultsReceipt>(path, body, cancellation);
        }, cancellation);
        Heard(receipt.Files.Select(f => f.Evidence));
    }

    // Who has answered once is waited for: it may be in a restart.
    private async Task<T> AskAsync<T>(Func<Task<T>> ask, CancellationToken cancellation)
        where T : class
    {
        var answer = await Polling.UntilAsync<T>(services, async () => await ask(), cancellation, isFirst: !_hasAnswered);
        _hasAnswered = true;
        return answer;
    }

    private void Heard(IEnumerable<long> evidence)
    {
        lock (_gate) _newest = evidence.Prepend(_newest ?? -1).Max();
    }

    // A command that failed without a red test is an errored test of its own: it may have died after a green report.
    private static MultipartFormDataContent Body(string[] files, int? exit)
    {
        var upload = new MultipartFormDataContent();
        foreach (var file in files) upload.Add(new StreamContent(File.OpenRead(file)), "report", Path.GetFileName(file));
        if (exit is null) return upload;
        var error = new XElement("error", new XAttribute("message", $"It ended with exit code {exit}."));
        var report = new XElement("testsuite", new XAttribute("name", "command"), new XElement("testcase", new XAttribute("name", "the set's command"), error));
        upload.Add(new StringContent(report.ToString()), "report", "command.xml");
        return upload;
    }

    private sealed record Numbered(int Attempt);
}
