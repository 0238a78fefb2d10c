using Steward.TestKit;
using Steward.TestKit.Git;
using Steward.TestKit.Hosts;
using Steward.TestKit.Programs;

namespace Steward.SystemTests.FrontDoor;

/// <summary><c>steward local push</c>, as scripts/run calls it: the test sets of the policy are run on the spot.</summary>
public sealed class LocalPushTests
{
    private const string Reporting = """mkdir -p out; echo "<testsuite name='s' tests='1'><testcase name='a'/></testsuite>" >out/unit.xml""";

    [Fact]
    public async Task Reports_of_the_run_before_are_no_change_and_a_command_that_fails_is_heard()
    {
        await using var repository = await GitRepositoryBuilder.CreateAsync();
        await repository.Write("steward.yaml", Policy(Reporting)).CommitAsync("Begin");
        await using var host = await HostProcess.StartAsync((await Azurite.SharedAsync()).ConnectionString, Azurite.NewPrefix());

        var first = await PushAsync(repository, host);
        Assert.Contains("left 1 report", first, StringComparison.Ordinal);
        Assert.DoesNotContain("\n    tests went well", first, StringComparison.Ordinal);
        // out/unit.xml is untracked now, and no list of ignored files names it.
        Assert.Contains("left 1 report", await PushAsync(repository, host), StringComparison.Ordinal);

        await repository.Write("steward.yaml", Policy("echo the disk is on fire >&2; exit 3")).CommitAsync("Fail");
        var second = await PushAsync(repository, host);
        Assert.Contains("test set unit ended with exit code 3", second, StringComparison.Ordinal);
        Assert.Contains("\n    the disk is on fire\n", second, StringComparison.Ordinal);

        repository.Write("out/other.txt", "no report\n");
        Assert.Contains("the working copy differs from the commit", await PushAsync(repository, host), StringComparison.Ordinal);
    }

    private static string Policy(string command) =>
        $"version: 1\ntesting:\n  sets:\n    unit:\n      command: |-\n        echo tests went well; {command}\n      results: out/*.xml\n";

    private static async Task<string> PushAsync(GitRepositoryBuilder repository, HostProcess host)
    {
        var environment = new Dictionary<string, string>
        {
            ["STEWARD_URL"] = host.Url, ["STEWARD_TOKEN"] = host.Token, ["STEWARD_WEBHOOK_SECRET"] = HostProcess.Secret,
        };
        var (exit, _, notes) = await StewardProgram.RunAsync(repository.Path, environment, "local", "push", ".");
        Assert.True(exit == 1, notes);
        return notes;
    }
}
