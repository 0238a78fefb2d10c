using Steward.TestKit.Vaults;
using Steward.Vault.Maintenance;
using Steward.Vault.Snapshots;
using Steward.Vault.Stores;
using Steward.VaultTests.Chunks;
using Steward.VaultTests.Kit;
using Xunit;

namespace Steward.VaultTests.Faults;

/// <summary>Real processes of the command line, killed at random moments of their work: which of the kills met work that had begun and not ended is counted.</summary>
public sealed class KillTests(ITestOutputHelper output) : IDisposable
{
    private const int Kills = 50, Tries = 110, EachAtLeast = 8, PlacesAtLeast = 5;
    private static readonly string[] Works = ["backup", "restore", "prune"];

    private readonly Random _random = new(7);
    private readonly FolderStore _store = StoreKinds.NewFolder();
    private readonly string _scratch = Directory.CreateTempSubdirectory("steward-kill-").FullName;
    private readonly Dictionary<string, int> _usual = new(StringComparer.Ordinal);
    private readonly List<(string Work, string Place)> _met = [];

    private string Source => Path.Combine(_scratch, "source");

    private string Vault => new Uri(_store.Address).LocalPath;

    [Fact]
    public async Task Backups_restores_and_prunes_that_are_killed_at_any_moment_lose_nothing()
    {
        await (await TestVault.NewAsync(_store)).DisposeAsync();
        Directory.CreateDirectory(Source);
        await WholeAsync();
        var tries = 0;
        // One that came too late counts for nothing: another one takes its place.
        for (var i = 0; _met.Count < Kills && i < Tries; i++)
        {
            tries++;
            Write();
            if (i % 6 == 5) await WholeAsync();
            await KillAsync(Works[i % Works.Length], i);
            if (i % 10 == 9) await SoundAsync();
        }

        await WholeAsync();
        await SoundAsync();
        foreach (var place in _met.CountBy(m => m)) output.WriteLine($"{place.Key.Work} at {place.Key.Place}: {place.Value}");
        output.WriteLine($"{tries} kills");
        Assert.True(_met.Count >= Kills, $"only {_met.Count} of {tries} kills met work that had begun and not ended");
        Assert.All(Works, work => Assert.True(_met.Count(m => m.Work == work) >= EachAtLeast, $"only {_met.Count(m => m.Work == work)} kills met a {work}"));
        Assert.True(_met.Distinct().Count() >= PlacesAtLeast, $"the kills met only {string.Join(", ", _met.Distinct())}");
    }

    public void Dispose() => Directory.Delete(_scratch, recursive: true);

    // Each once to its end: how many changes that are is what the moments are chosen from. The oldest snapshot goes, so that there is something to prune.
    private async Task WholeAsync()
    {
        Write();
        await RunAsync("backup", int.MaxValue, "whole");
        await ForgetOldestAsync();
        await RunAsync("restore", int.MaxValue, "whole");
        Directory.Delete(Target("whole"), recursive: true);
        await RunAsync("prune", int.MaxValue, "whole");
    }

    private async Task KillAsync(string work, int number)
    {
        var before = Directory.GetFiles(Path.Combine(Vault, "snapshots")).Length;
        var run = await RunAsync(work, 1 + _random.Next(Math.Max(1, _usual[work] * 3 / 4)), $"{number}");
        // What says that it has ended: the snapshot is there, the marks of restores and prunes are gone.
        var hasEnded = work switch
        {
            "backup" => Directory.GetFiles(Path.Combine(Vault, "snapshots")).Length > before,
            "restore" => !File.Exists(Path.Combine(Target($"{number}"), ".steward-restore")),
            _ => !File.Exists(Path.Combine(Vault, "prune")),
        };
        if (run is { IsKilled: true, Changes: > 0 } && !hasEnded) _met.Add((work, work == "restore" ? "files" : run.Last));
        if (work != "restore") return;
        // The same command goes on with what the killed one left.
        if (!hasEnded && number % 4 == 1) await RunAsync("restore", int.MaxValue, $"{number}");
        if (Directory.Exists(Target($"{number}"))) Directory.Delete(Target($"{number}"), recursive: true);
    }

    private async Task<KilledRun> RunAsync(string work, int at, string target)
    {
        string[] arguments = work switch
        {
            "backup" => ["backup", Source, "--limit-rate", "60M"],
            "restore" => ["restore", "--target", Target(target), "--limit-rate", "60M"],
            _ => ["prune", "--take-over", "--grace-hours", "0"],
        };
        var command = new KilledCommand(work == "restore" ? Target(target) : Vault, Path.Combine(_scratch, "cache"));
        var run = await command.RunAsync(at, TimeSpan.FromMilliseconds(_random.Next(3) * 5), [.. arguments, "--vault", Vault]);
        if (at == int.MaxValue) _usual[work] = run.Changes;
        // One that ended by itself says yes, or tells about the one that was killed before it.
        Assert.True(run.IsKilled || run.Exit is 0 or 1, $"{work} ended with {run.Exit}: {run.Said}");
        if (at == int.MaxValue && work != "prune") Assert.True(run.Exit == 0, run.Said);
        return run;
    }

    private async Task SoundAsync()
    {
        await using var vault = await TestVault.OpenAsync(_store);
        var report = await new Verify(vault, new VerifyOptions { Data = true }).RunAsync(default);
        Assert.True(report.IsSound, string.Join('\n', report.Problems.Concat(report.Lost.Select(l => $"{l.Snapshot.ShortId} {l.Path} {l.Why}"))));
        Assert.True(report.Snapshots > 0);
    }

    private async Task ForgetOldestAsync()
    {
        await using var vault = await TestVault.OpenAsync(_store);
        var list = await new SnapshotStore(vault).ListAsync(SnapshotFilter.None, default);
        if (list.Snapshots.Count > 1) await Forget.RunAsync(vault, [list.Snapshots[0]], default);
    }

    private string Target(string name) => Path.Combine(_scratch, $"target-{name}");

    private void Write()
    {
        for (var i = 0; i < 40; i++) File.WriteAllBytes(Path.Combine(Source, $"f{_random.Next(100)}"), TestVault.Bytes(_random.Next(10_000), 5_000));
        File.WriteAllBytes(Path.Combine(Source, "large"), TestVault.Bytes(_random.Next(10_000), 30_000_000));
    }
}
