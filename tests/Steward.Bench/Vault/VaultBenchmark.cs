namespace Steward.Bench.Vault;

/// <summary>
/// Backups side by side with restic and borg where they are installed: the same data, the same disk, whole processes from start to end, by turns; medians. Deleting large trees
/// just before a restore slows it, so nothing is deleted before the end.
/// </summary>
internal sealed class VaultBenchmark : IBenchmark
{
    private const int Rounds = 3;

    public string Name => "vault";

    public async Task<IReadOnlyList<Measurement>> RunAsync(string storage)
    {
        var root = Directory.CreateTempSubdirectory("steward-bench-vault-").FullName;
        try
        {
            var tools = BackupTool.Installed();
            foreach (var missing in (string[])[.. ((string[])["restic", "borg"]).Except(tools.Select(t => t.Name))]) await Console.Error.WriteLineAsync($"{missing} is not installed: it is left out (apt-get install restic borgbackup).");
            var results = new List<Measurement>();
            foreach (var data in (IReadOnlyList<BenchData>)[BenchData.SmallFiles(root), BenchData.LargeFiles(root)])
            {
                await Console.Error.WriteLineAsync($"{data.Name}: {data.Says}");
                results.AddRange(Told(data, await MeasureAsync(root, data, tools)));
            }

            return results;
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }

    private static async Task<Dictionary<(string Tool, string Step), List<StepCost>>> MeasureAsync(string root, BenchData data, IReadOnlyList<BackupTool> tools)
    {
        var costs = new Dictionary<(string, string), List<StepCost>>();
        for (var round = 0; round < Rounds; round++)
        {
            var random = new Random(round);
            var order = tools.OrderBy(_ => random.Next()).ToList();
            foreach (var step in BackupTool.Steps)
            {
                if (step == BackupTool.OnePercent) data.Change(random);
                foreach (var tool in order)
                {
                    var place = new BenchPlace(Path.Combine(root, $"{data.Name}-{tool.Name}-{round}"), data.Folder);
                    if (await tool.RunAsync(step, place) is not { } cost) continue;
                    if (!costs.TryGetValue((tool.Name, step), out var list)) costs.Add((tool.Name, step), list = []);
                    list.Add(cost);
                }
            }
        }

        return costs;
    }

    private static IEnumerable<Measurement> Told(BenchData data, Dictionary<(string Tool, string Step), List<StepCost>> costs)
    {
        foreach (var (step, unit, factor, of) in BenchNumbers.All)
        {
            if (Median(costs, ("steward", step), of) is not { } own) continue;
            var peers = ((string[])["restic", "borg"]).Select(p => (Name: p, Value: Median(costs, (p, step), of))).Where(p => p.Value is not null).ToList();
            if (peers.Count == 0) yield return new Measurement($"vault: {data.Name}, {step} ({unit})", own, unit, false);
            foreach (var (peer, value) in peers)
            {
                // What was asked for is asked against restic; of the size against the smaller of the two.
                var smallest = unit == "MB" && step == BackupTool.First ? peers.Min(p => p.Value) : value;
                double? limit = factor is not { } asked ? null : unit == "MB" && step == BackupTool.First ? smallest * asked : peer == "restic" ? value * asked : null;
                yield return new Measurement($"vault: {data.Name}, {step}", own, unit, false, limit) { Peer = peer, PeerValue = value };
            }
        }

        yield return new Measurement($"vault: {data.Name}, most memory of any step", costs.Where(c => c.Key.Tool == "steward").SelectMany(c => c.Value).Max(c => c.Resident), "MB resident", false, 300);
    }

    private static double? Median(Dictionary<(string, string), List<StepCost>> costs, (string, string) key, Func<StepCost, double> of) =>
        costs.TryGetValue(key, out var list) ? list.Select(of).Order().ElementAt(list.Count / 2) : null;
}

/// <summary>What is told of each step, and what was asked for against restic.</summary>
internal static class BenchNumbers
{
    public static IReadOnlyList<(string Step, string Unit, double? Factor, Func<StepCost, double> Of)> All { get; } =
    [
        (BackupTool.First, "s", 1 / 1.5, c => c.Seconds),
        (BackupTool.First, "MB", 1.03, c => c.Grown),
        (BackupTool.Unchanged, "s", 0.5, c => c.Seconds),
        (BackupTool.OnePercent, "s", null, c => c.Seconds),
        (BackupTool.OnePercent, "MB", 1.1, c => c.Grown),
        (BackupTool.Restore, "s", 1 / 1.2, c => c.Seconds),
        (BackupTool.Verify, "s", 1 / 1.2, c => c.Seconds),
        (BackupTool.First, "MB resident", null, c => c.Resident),
        (BackupTool.Restore, "MB resident", null, c => c.Resident),
    ];
}
