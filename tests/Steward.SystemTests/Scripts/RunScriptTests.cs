using Steward.TestKit.Git;
using Steward.TestKit.Programs;

namespace Steward.SystemTests.Scripts;

/// <summary>What <c>scripts/run</c> and <c>scripts/stop</c> refuse, before anything is installed, built or started.</summary>
public sealed class RunScriptTests : IDisposable
{
    private readonly ScriptFolder _scripts = new();

    [Fact]
    public async Task A_linked_node_modules_is_refused_and_what_it_points_to_stays()
    {
        await using var repository = await GitRepositoryBuilder.CreateAsync();
        await repository.Write("a.txt", "a\n").CommitAsync("Begin");
        var theirs = Path.Combine(_scripts.Make("theirs"), "kept.txt");
        await File.WriteAllTextAsync(theirs, "kept");
        _scripts.Make("scripts", "azurite");
        File.CreateSymbolicLink(_scripts.PathOf("scripts", "azurite", "node_modules"), _scripts.PathOf("theirs"));

        Refused(await _scripts.RunAsync("run", repository.Path), "node_modules is a link, and npm would empty what it points to");
        Refused(await _scripts.RunAsync("test"), "node_modules is a link");
        Assert.Equal("kept", await File.ReadAllTextAsync(theirs));
    }

    [Fact]
    public async Task What_is_no_repository_with_a_commit_is_named_and_nothing_is_begun()
    {
        await using var empty = await GitRepositoryBuilder.CreateAsync();

        Refused(await _scripts.RunAsync("run", empty.Path, "--once"), $"{empty.Path} has no commit yet: commit something first.");
        Refused(await _scripts.RunAsync("run", "no such folder", "--once"), "There is no folder no such folder.");
        Refused(await _scripts.RunAsync("run", _scripts.Make("plain")), "plain is no repository that can be read; git says: fatal: not a git repository");
        Refused(await _scripts.RunAsync("run", "--twice"), "scripts/run knows no option --twice");
        Assert.False(Directory.Exists(_scripts.PathOf(".steward")));
    }

    [Fact]
    public async Task Where_nothing_runs_stop_says_so_and_gives_no_address()
    {
        var stopped = await _scripts.RunAsync("stop");

        Assert.Equal((0, "Nothing was running."), (stopped.Exit, stopped.Out.Trim()));
        Refused(await _scripts.RunAsync("stop", "--env"), "Nothing runs here: start scripts/run first.");
        Refused(await _scripts.RunAsync("stop", "now"), "scripts/stop knows only --env.");
    }

    public void Dispose() => _scripts.Dispose();

    // One sentence on standard error, and nothing on the other.
    private static void Refused(ProgramRun run, string sentence)
    {
        Assert.Equal((2, ""), (run.Exit, run.Out));
        Assert.Contains(sentence, Assert.Single(run.Notes.Trim().Split('\n')), StringComparison.Ordinal);
    }
}
