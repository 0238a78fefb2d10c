using System.Diagnostics;
using Steward.TestKit;
using Steward.TestKit.Vaults;
using Steward.Vault.Maintenance;
using Steward.Vault.Snapshots;
using Steward.VaultTests.Chunks;
using Xunit;

namespace Steward.VaultTests.Faults;

/// <summary>Real processes of the command line, killed at random moments.</summary>
public sealed class KillTests
{
    private const int Kills = 50;

    [Fact]
    public async Task Backups_and_prunes_that_are_killed_at_any_moment_lose_nothing()
    {
        var (random, store, source) = (new Random(7), StoreKinds.NewFolder(), Directory.CreateTempSubdirectory("steward-kill-").FullName);
        var folder = new Uri(store.Address).LocalPath;
        await (await TestVault.NewAsync(store)).DisposeAsync();
        Write(source, random);
        Assert.Equal(0, await RunAsync(folder, Timeout.InfiniteTimeSpan, "backup", source));
        for (var i = 0; i < Kills; i++)
        {
            Write(source, random);
            if (i % 5 == 4) await ForgetOldestAsync(store);
            string[] command = i % 2 == 0 ? ["backup", source] : ["prune", "--take-over", "--grace-hours", "0"];
            // From when the program has begun to about when it would end.
            await RunAsync(folder, TimeSpan.FromMilliseconds(200 + random.Next(900)), command);
            if (i % 10 == 9) await SoundAsync(store);
        }

        Assert.Equal(0, await RunAsync(folder, Timeout.InfiniteTimeSpan, "backup", source));
        await RunAsync(folder, Timeout.InfiniteTimeSpan, "prune", "--take-over");
        await SoundAsync(store);
        Directory.Delete(source, recursive: true);
    }

    private static async Task SoundAsync(Steward.Vault.Stores.IVaultStore store)
    {
        await using var vault = await TestVault.OpenAsync(store);
        var report = await new Verify(vault, new VerifyOptions { Data = true }).RunAsync(default);
        Assert.True(report.IsSound, string.Join('\n', report.Problems.Concat(report.Lost.Select(l => $"{l.Snapshot.ShortId} {l.Path} {l.Why}"))));
        Assert.True(report.Snapshots > 0);
    }

    private static async Task ForgetOldestAsync(Steward.Vault.Stores.IVaultStore store)
    {
        await using var vault = await TestVault.OpenAsync(store);
        var list = await new SnapshotStore(vault).ListAsync(SnapshotFilter.None, default);
        if (list.Snapshots.Count > 1) await Forget.RunAsync(vault, [list.Snapshots[0]], default);
    }

    private static void Write(string folder, Random random)
    {
        for (var i = 0; i < 40; i++) File.WriteAllBytes(Path.Combine(folder, $"f{random.Next(100)}"), TestVault.Bytes(random.Next(10_000), 5_000));
        File.WriteAllBytes(Path.Combine(folder, "large"), TestVault.Bytes(random.Next(10_000), 30_000_000));
    }

    private static async Task<int> RunAsync(string vault, TimeSpan killedAfter, params string[] command)
    {
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        var program = Repository.PathOf("functions", "Steward.Cli", "bin", configuration, "net10.0", "Steward.Cli.dll");
        var start = new ProcessStartInfo("dotnet", [program, "vault", .. command, "--vault", vault, "--json"]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["STEWARD_VAULT_PASSPHRASE"] = "correct horse battery staple";
        start.Environment["XDG_CACHE_HOME"] = Path.Combine(vault, "..", Path.GetFileName(vault) + ".cache");
        using var process = Process.Start(start)!;
        var (output, notes) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        if (await Task.WhenAny(process.WaitForExitAsync(), Task.Delay(killedAfter)) is var first && !process.HasExited) process.Kill();
        await process.WaitForExitAsync();
        var said = $"{await output}{await notes}";
        // A killed process says nothing; one that ended says yes, or what was told about the one that was killed before it.
        Assert.True(process.ExitCode is 0 or 1 or 137, said);
        return process.ExitCode;
    }
}
