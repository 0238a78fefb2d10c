using Steward.Stages.Testing.Results.Reading;

namespace Steward.Bench;

/// <summary>Reading of large reports: how fast on one core, how much memory the whole command needs, and Python's parsers beside it.</summary>
internal sealed class ResultsBenchmark : IBenchmark
{
    private const int MegaBytes = 100;
    private const int Rounds = 5;

    public string Name => "results";

    public async Task<IReadOnlyList<Measurement>> RunAsync(string storage)
    {
        var folder = Directory.CreateTempSubdirectory("steward-bench-").FullName;
        try
        {
            var junit = LargeReports.JUnit(Path.Combine(folder, "junit.xml"), MegaBytes * 1_000_000L);
            var trx = LargeReports.Trx(Path.Combine(folder, "report.trx"), MegaBytes * 1_000_000L);
            var (seconds, resident) = await ProcessCost.OfAsync("dotnet", ResultsCommand, "results", "read", junit);
            var peer = await ProcessCost.OfAsync("/usr/bin/python3", "-c", Peer, junit);
            return
            [
                new Measurement($"results: reading JUnit, {MegaBytes} MB, on one core", Pace(junit), "MB/s", true, 100)
                    { Peer = "Python's xml.etree.iterparse", PeerValue = peer.Resident > 0 ? MegaBytes / peer.Seconds : null },
                new Measurement($"results: reading TRX, {MegaBytes} MB, on one core", Pace(trx), "MB/s", true),
                new Measurement($"steward results read, JUnit, {MegaBytes} MB: processor time of the whole command", seconds, "s", false),
                new Measurement($"steward results read, JUnit, {MegaBytes} MB: largest resident memory", resident, "MB", false, 150),
            ];
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private const string Peer = """
        import sys, xml.etree.ElementTree as e
        n = 0
        for _, x in e.iterparse(sys.argv[1]):
            n += x.tag == "testcase"
            x.clear()
        """;

    // The command line of this build of the repository.
    private static string ResultsCommand =>
        TestKit.Repository.PathOf("functions", "Steward.Cli", "bin", "Release", "net10.0", "Steward.Cli.dll");

    private static double Pace(string file)
    {
        var rounds = new List<double>();
        for (var i = 0; i <= Rounds; i++)
        {
            // Processor time: what one core needs, whatever else runs on the machine.
            var before = Environment.CpuUsage.TotalTime;
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
            var report = ReportReader.Read(stream, keep: 0);
            if (report.Problem is { } problem) throw new InvalidOperationException(problem);
            // The first round is the warm-up.
            if (i > 0) rounds.Add(stream.Length / 1e6 / (Environment.CpuUsage.TotalTime - before).TotalSeconds);
        }

        return rounds.Order().ElementAt(Rounds / 2);
    }
}
