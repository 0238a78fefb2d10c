using System.Diagnostics;
using Steward.Azure.Clamd;
using Steward.Stages.Security.Antivirus;
using Steward.TestKit.Clamd;

namespace Steward.Bench;

/// <summary>How fast files go through clamd: over one connection at a time, over the pool, and over two daemons.</summary>
internal sealed class AntivirusBenchmark : IBenchmark
{
    private const int Files = 200;
    private const int FileBytes = 256 * 1024;
    private const int Rounds = 5;
    private const int AtOnce = 8;

    public string Name => "antivirus";

    public async Task<IReadOnlyList<Measurement>> RunAsync(string storage)
    {
        await using var first = await ClamdDaemon.StartAsync();
        await using var second = await ClamdDaemon.StartAsync();
        var one = await SpeedAsync(first.Address, connections: 1);
        var pool = await SpeedAsync(first.Address, connections: 4);
        var two = await SpeedAsync($"{first.Address},{second.Address}", connections: 4);
        return
        [
            new("antivirus: one connection at a time", one, "MB/s", true),
            new("antivirus: pool of four", pool, "MB/s", true),
            new("antivirus: pool over two daemons", two, "MB/s", true),
        ];
    }

    // The median of the rounds after the first.
    private static async Task<double> SpeedAsync(string address, int connections)
    {
        using var antivirus = new ClamdAntivirus(new ClamdOptions { Address = address, Connections = connections }, TimeProvider.System);
        var contents = Contents();
        var speeds = new List<double>();
        for (var round = 0; round <= Rounds; round++)
        {
            var watch = Stopwatch.StartNew();
            await Parallel.ForEachAsync(contents, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (content, stop) =>
            {
                var result = await antivirus.ScanAsync(new MemoryStream(content), stop);
                if (result.Verdict != ScanVerdict.Clean) throw new InvalidOperationException(result.Problem ?? result.Signature);
            });
            if (round > 0) speeds.Add(Files * (double)FileBytes / 1e6 / watch.Elapsed.TotalSeconds);
        }

        return speeds.Order().ElementAt(Rounds / 2);
    }

    private static byte[][] Contents()
    {
        var random = new Random(3);
        return [.. Enumerable.Range(0, Files).Select(_ =>
        {
            var content = new byte[FileBytes];
            random.NextBytes(content);
            return content;
        })];
    }
}
