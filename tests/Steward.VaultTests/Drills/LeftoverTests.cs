using System.Diagnostics;
using System.Globalization;
using Steward.Vault.Drills;
using Steward.Vault.Native;
using Steward.Vault.Sources.Databases;
using Steward.VaultTests.Kit;
using Xunit;

namespace Steward.VaultTests.Drills;

/// <summary>What drills that were killed left behind goes with the next one; what living ones work in stays.</summary>
public sealed class LeftoverTests
{
    [Fact]
    public async Task A_folder_of_a_drill_that_was_killed_goes_with_the_next_one_and_that_of_a_living_one_stays()
    {
        await using var place = await BackupPlace.CreateAsync();
        await BackupPlace.ShellAsync(place.Source, "mkdir d; head -c 20000000 /dev/urandom > d/f; chmod 500 d");
        await place.BackUpAsync();
        var temporary = Directory.CreateDirectory(Path.Combine(place.Root, "tmp")).FullName;
        var left = await KilledDrillAsync(place, temporary);
        Assert.NotEmpty(left);
        // A living one holds its own.
        await BackupPlace.ShellAsync(temporary, "mkdir steward-work-living; touch steward-work-living/f");
        using var held = Leftovers.HoldAgain(Path.Combine(temporary, "steward-work-living"));
        var run = await DrillAsync(place, temporary);
        Assert.True(run == 0, $"the drill ended with {run}");
        Assert.Equal(["steward-work-living"], Directory.EnumerateDirectories(temporary).Select(Path.GetFileName).Where(n => n!.StartsWith("steward-work-", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task What_another_drill_left_in_a_named_folder_goes_too()
    {
        await using var place = await BackupPlace.CreateAsync();
        var folder = Path.Combine(place.Root, "drills");
        await BackupPlace.ShellAsync(place.Root, "mkdir -p drills/drill-dead/restored drills/drill-living drills/kept; touch drills/drill-dead.lock");
        using (var held = Leftovers.HoldAgain(Path.Combine(folder, "drill-living")))
        using (var empty = new EmptyPlace(folder, "new"))
            Assert.Equal(["drill-living", "drill-new", "kept"], Directory.EnumerateDirectories(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_server_that_outlived_its_drill_is_ended_before_its_folder_goes()
    {
        await using var place = await BackupPlace.CreateAsync();
        var begin = Path.Combine(place.Root, "steward-work-");
        string path;
        using (Leftovers.Hold(begin, out path)) Leftovers.Make(path);
        await File.WriteAllTextAsync(path + ".lock", "");
        using var server = Process.Start("sh", ["-c", "sleep 300", "sh", $"{path}/data"]);
        using var other = Process.Start("sh", ["-c", "sleep 300", "sh", $"{path}x/data"]);
        Leftovers.Remove(place.Root, "steward-work-");
        await server.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(30));
        Assert.False(other.HasExited, string.Create(CultureInfo.InvariantCulture, $"{other.Id} is no server of the drill"));
        other.Kill(entireProcessTree: true);
        Assert.False(Directory.Exists(path));
    }

    [Fact]
    public async Task A_link_that_somebody_put_there_leads_nowhere()
    {
        await using var place = await BackupPlace.CreateAsync();
        place.Write("kept", "words");
        await BackupPlace.ShellAsync(place.Root, "ln -s source steward-work-link; touch steward-work-link.lock; ln -s source/kept steward-work-other.lock; mkdir steward-work-other");
        Leftovers.Remove(place.Root, "steward-work-");
        Assert.Equal("words", await File.ReadAllTextAsync(Path.Combine(place.Source, "kept")));
        Assert.True(Directory.Exists(Path.Combine(place.Root, "steward-work-other")));
    }

    [Fact]
    public void A_folder_goes_with_whoever_made_it()
    {
        string path;
        using (var folder = new TemporaryFolder()) Assert.True(Directory.Exists(path = folder.Path));
        Assert.False(Path.Exists(path) || Path.Exists(path + ".lock"));
    }

    private static async Task<string[]> KilledDrillAsync(BackupPlace place, string temporary)
    {
        using var process = Start(place, temporary, "--limit-rate", "2M");
        var output = process.StandardOutput.ReadToEndAsync();
        var notes = process.StandardError.ReadToEndAsync();
        string[] made;
        // Until it restores: killed then.
        while ((made = [.. Directory.EnumerateDirectories(temporary, "steward-work-*").Where(d => Directory.Exists(Path.Combine(d, "restored")))]).Length == 0 && !process.HasExited) await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System);
        process.Kill();
        await process.WaitForExitAsync();
        await Task.WhenAll(output, notes);
        return made;
    }

    private static async Task<int> DrillAsync(BackupPlace place, string temporary)
    {
        using var process = Start(place, temporary);
        await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync(), process.WaitForExitAsync());
        return process.ExitCode;
    }

    private static Process Start(BackupPlace place, string temporary, params string[] more)
    {
        var start = new ProcessStartInfo("dotnet", [StewardCommand.Assembly, "vault", "drill", "--vault", "vault", .. more]) { WorkingDirectory = place.Root, UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["TMPDIR"] = temporary;
        start.Environment["STEWARD_VAULT_PASSPHRASE"] = BackupPlace.Passphrase;
        start.Environment["XDG_CACHE_HOME"] = Path.Combine(place.Root, "cache");
        return Process.Start(start)!;
    }
}
