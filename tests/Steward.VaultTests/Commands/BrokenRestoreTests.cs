using Steward.VaultTests.Kit;
using Xunit;

namespace Steward.VaultTests.Commands;

public sealed class BrokenRestoreTests
{
    private const int Kills = 12;

    [Fact]
    public async Task A_restore_that_is_killed_goes_on_and_ends_as_if_nothing_had_been()
    {
        await using var place = await BackupPlace.CreateAsync();
        await BackupPlace.ShellAsync(place.Source, "for d in $(seq 30); do mkdir -p d$d/e; (cd d$d/e; seq 60 | split -l 1; ln xaa hard; ln -s xab soft; head -c 100000 /dev/urandom > bytes); chmod 500 d$d/e; done; head -c 20000000 /dev/urandom > large; truncate -s 3M sparse; mkfifo pipe");
        await place.BackUpAsync();
        var mark = Path.Combine(place.Target, ".steward-restore");
        var random = new Random(9);
        var broken = 0;
        for (var i = 0; i < Kills; i++)
        {
            using var process = StewardCommand.Start(place.Root, "restore", "--vault", "vault", "--target", "target", "--limit-rate", "15M");
            // Before there is its mark nothing has begun, and on a busy machine that takes a while.
            while (!File.Exists(mark) && !process.HasExited) await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System);
            await Task.WhenAny(process.WaitForExitAsync(), Task.Delay(TimeSpan.FromMilliseconds(random.Next(150, 1600)), TimeProvider.System));
            if (process.HasExited) break;
            process.Kill();
            await process.WaitForExitAsync();
            broken++;
        }

        Assert.True(broken >= 3, $"only {broken} were killed in the middle");
        if (File.Exists(mark))
        {
            var last = await StewardCommand.RunAsync(place.Root, "restore", "--vault", "vault", "--target", "target");
            Assert.True(last.Exit == 0, last.Notes);
        }

        Assert.False(File.Exists(mark));
        await BackupPlace.ShellAsync(place.Target, "touch -r ../source .");
        await Trees.AssertSameAsync(place.Source, place.Target);
    }

    [Fact]
    public async Task A_full_disk_is_told_with_what_is_complete_and_the_restore_goes_on_when_there_is_room()
    {
        await using var place = await BackupPlace.CreateAsync();
        await BackupPlace.ShellAsync(place.Source, "for i in $(seq 20); do head -c 500000 /dev/urandom > f$i; done");
        await place.BackUpAsync();
        const string Script = """
            mkdir target && mount -t tmpfs -o size=4m,mode=755 tmpfs target || exit 99
            $STEWARD restore --vault vault --target target; echo "first $?"
            echo "files $(ls target/f* | wc -l)"; for f in target/f*; do cmp -s $f source/${f#target/} || echo "broken $f"; done
            mount -o remount,size=40m target
            $STEWARD restore --vault vault --target target --json; echo "second $?"
            diff -r source target && echo same
            """;
        // A mount of its own that nobody else sees; who is not root gets one as root of a namespace.
        var root = Environment.IsPrivilegedProcess ? "" : "-r";
        var run = await StewardCommand.ScriptAsync(place.Root, $"unshare {root} -m bash -c '{Script.Replace("'", "'\\''", StringComparison.Ordinal)}'");
        Assert.True(run.Exit == 0, run.Notes + run.Out);
        Assert.Contains("first 3", run.Out, StringComparison.Ordinal);
        Assert.Contains("The disk of", run.Notes, StringComparison.Ordinal);
        Assert.Contains("is full", run.Notes, StringComparison.Ordinal);
        Assert.DoesNotContain("broken", run.Out, StringComparison.Ordinal);
        Assert.Contains("second 0", run.Out, StringComparison.Ordinal);
        Assert.Contains("same", run.Out, StringComparison.Ordinal);
    }
}
