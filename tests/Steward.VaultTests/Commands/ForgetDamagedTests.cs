using System.Text.Json.Nodes;
using Steward.VaultTests.Kit;
using Xunit;

namespace Steward.VaultTests.Commands;

/// <summary>A damaged snapshot is in the way of every prune; it goes when somebody names it, and nothing else does.</summary>
public sealed class ForgetDamagedTests
{
    [Fact]
    public async Task A_damaged_snapshot_is_removed_by_its_name_alone_and_then_the_vault_can_be_pruned()
    {
        await using var place = await BackupPlace.CreateAsync();
        place.Write("a.txt", "one");
        var damaged = (await place.BackUpAsync()).Snapshot.Id;
        place.Write("a.txt", "another one");
        var sound = (await place.BackUpAsync()).Snapshot.Id;
        await BackupPlace.ShellAsync(place.VaultFolder, $"chmod u+w snapshots/{damaged}; printf x >> snapshots/{damaged}");
        var size = new FileInfo(Path.Combine(place.VaultFolder, "snapshots", damaged)).Length;
        var prune = await RunAsync(2, place, "prune");
        Assert.Contains($"forget {damaged[..10]} --damaged", Flat(prune), StringComparison.Ordinal);
        await RunAsync(2, place, "forget", damaged);
        await RunAsync(2, place, "forget", "--damaged");
        Assert.Contains("is not damaged", Flat(await RunAsync(2, place, "forget", sound, "--damaged")), StringComparison.Ordinal);
        // One that is sound among those that are named: nothing is removed.
        await RunAsync(2, place, "forget", damaged, sound, "--damaged");
        await RunAsync(0, place, "forget", damaged, "--damaged", "--dry-run");
        Assert.Equal(2, Directory.GetFiles(Path.Combine(place.VaultFolder, "snapshots")).Length);

        var before = Objects(place);
        var told = await RunAsync(0, place, "forget", damaged[..12], "--damaged", "--json");
        Assert.Contains("UTC and has " + size, Flat(told), StringComparison.Ordinal);
        var forgotten = Assert.Single(JsonNode.Parse(told.Out)!["forgotten"]!.AsArray())!;
        Assert.Equal((damaged, size), (forgotten["id"]!.GetValue<string>(), forgotten["bytes"]!.GetValue<long>()));
        Assert.Equal([$"snapshots/{damaged}"], before.Except(Objects(place)));
        await RunAsync(0, place, "verify", "--data");
        await RunAsync(0, place, "prune");
        await RunAsync(0, place, "restore", sound, "--target", place.Target);
        await Trees.AssertSameAsync(place.Source, place.Target);
        await RunAsync(2, place, "forget", damaged, "--damaged");
    }

    private static async Task<TestKit.Programs.ProgramRun> RunAsync(int exit, BackupPlace place, params string[] arguments)
    {
        var run = await StewardCommand.RunAsync(place.Root, [.. arguments, "--vault", place.VaultFolder]);
        Assert.True(run.Exit == exit, $"{string.Join(' ', arguments)} ended with {run.Exit}: {run.Notes}{run.Out}");
        return run;
    }

    // Lines are broken where the terminal ends.
    private static string Flat(TestKit.Programs.ProgramRun run) => string.Join(' ', run.Notes.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static List<string> Objects(BackupPlace place) =>
        [.. Directory.GetFiles(place.VaultFolder, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(place.VaultFolder, f).Replace('\\', '/'))];
}
