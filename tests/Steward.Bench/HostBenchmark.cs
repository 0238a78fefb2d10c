using System.Diagnostics;
using Steward.Changes;
using Steward.Kernel;
using Steward.TestKit;
using Steward.TestKit.Git;
using Steward.TestKit.Hosts;

namespace Steward.Bench;

/// <summary>The local host as a process: its first answer, and the way of a push to its verdict through all five stages.</summary>
internal sealed class HostBenchmark : IBenchmark
{
    private const int Rounds = 5;
    private const int Files = 200;

    public string Name => "start";

    public async Task<IReadOnlyList<Measurement>> RunAsync(string storage)
    {
        await using var repository = await GitRepositoryBuilder.CreateAsync();
        for (var i = 0; i < Files; i++) repository.Write($"src/file{i}.txt", $"file {i}\n");
        var commits = new List<CommitSha> { await repository.CommitAsync("Begin") };
        for (var i = 0; i < Rounds; i++) commits.Add(await repository.Write("src/file0.txt", $"round {i}\n").CommitAsync($"Round {i}"));

        await using var host = await HostProcess.StartAsync(storage, Azurite.NewPrefix());
        var starts = new List<double>();
        for (var i = 0; i < Rounds; i++)
        {
            await host.KillAsync();
            starts.Add(await host.TimeToFirstAnswerAsync());
        }

        var first = await VerdictAsync(repository, host, CommitSha.None, commits[0]);
        var later = new List<double>();
        for (var i = 1; i < commits.Count; i++) later.Add(await VerdictAsync(repository, host, commits[i - 1], commits[i]));
        return
        [
            new Measurement("local host: process start to first answer", Median(starts), "s", false, 1),
            new Measurement($"push to verdict, first push of {Files} files, without clamd", first, "s", false, 10),
            new Measurement("push to verdict, one changed file, without clamd", Median(later), "s", false, 10),
        ];
    }

    private static async Task<double> VerdictAsync(GitRepositoryBuilder repository, HostProcess host, CommitSha before, CommitSha after)
    {
        var product = ProductId.Parse("bench/product");
        using var api = new StewardApi(host.Url, host.Token);
        await api.RegisterAsync(product, repository.Source);
        var watch = Stopwatch.StartNew();
        using var answer = await api.PushAsync(product, before, after, $"bench-{after}");
        answer.EnsureSuccessStatusCode();
        await Eventually.TrueAsync("there is a verdict", async () => (await api.ChangeAsync(new ChangeId(product, after)))?.State == ChangeState.Decided);
        return watch.Elapsed.TotalSeconds;
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
