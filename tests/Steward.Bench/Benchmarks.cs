namespace Steward.Bench;

/// <summary>Every benchmark, one line each.</summary>
internal static class Benchmarks
{
    /// <summary>The benchmarks.</summary>
    public static IReadOnlyList<IBenchmark> All { get; } =
    [
        new LedgerBenchmark(),
        new CoverageBenchmark(),
        new IntakeBenchmark(),
        new EngineBenchmark(),
        new HostBenchmark(),
        new Cost.CostBenchmark(),
        new ResultsBenchmark(),
        new HistoryBenchmark(),
        new SecretsBenchmark(),
        new LicencesBenchmark(),
        new SeatsBenchmark(),
        new AntivirusBenchmark(),
        new GateBenchmark(),
        new TraceBenchmark(),
        new Vault.VaultBenchmark(),
    ];
}
