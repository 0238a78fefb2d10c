using System.Diagnostics;
using System.Text.Json.Nodes;
using Steward.TestKit.Git;
using Steward.TestKit.Hosts;
using Steward.TestKit.Programs;

namespace Steward.SystemTests.Testing;

/// <summary>A real repository whose policy has test sets of shell commands, and a folder for temporary files that must be empty afterwards.</summary>
internal sealed class RunFolder : IAsyncDisposable
{
    private readonly string _beside = Directory.CreateTempSubdirectory("steward-run-").FullName;

    private RunFolder(GitRepositoryBuilder repository) => Repository = repository;

    public GitRepositoryBuilder Repository { get; }

    public string Temporary => Directory.CreateDirectory(Path.Combine(_beside, "tmp")).FullName;

    /// <summary>Variables for every run.</summary>
    public Dictionary<string, string> Environment { get; } = new(StringComparer.Ordinal) { ["STEWARD_URL"] = "" };

    /// <summary>A path outside of the repository, for commands to write to.</summary>
    public string Beside(string name) => Path.Combine(_beside, name);

    public static async Task<RunFolder> WithAsync(string sets)
    {
        var folder = new RunFolder(await GitRepositoryBuilder.CreateAsync());
        folder.Environment["TMPDIR"] = folder.Temporary;
        await folder.CommitAsync(sets);
        return folder;
    }

    public Task CommitAsync(string sets) =>
        Repository.Write("steward.yaml", $"version: 1\ntesting:\n  sets:\n    {sets.Replace("BESIDE", _beside, StringComparison.Ordinal).ReplaceLineEndings("\n    ").TrimEnd()}\n").CommitAsync("Sets");

    public Task<ProgramRun> RunAsync(params string[] arguments) => StewardProgram.RunAsync(Repository.Path, Environment, ["tests", .. arguments]);

    public async Task<(int Exit, JsonNode Json, string Notes)> JsonAsync(params string[] arguments)
    {
        var (exit, output, notes) = await RunAsync([.. arguments, "--json"]);
        Assert.True(output.Length > 0, notes);
        return (exit, JsonNode.Parse(output)!, notes);
    }

    /// <summary>Starts a run, waits until a command of it has written a file, and stops the run as a terminal does.</summary>
    public async Task<int> InterruptAsync(string written, params string[] arguments)
    {
        // What a script has put into the background ignores a terminal's interrupt, and so do its children: the tests may run there.
        var start = new ProcessStartInfo("env", ["--default-signal=INT", "dotnet", HostProcess.Program("Steward.Cli"), "tests", .. arguments])
        {
            WorkingDirectory = Repository.Path, UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        foreach (var (name, value) in Environment) start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var (output, notes) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await Eventually.TrueAsync($"{written} is there", () => Task.FromResult(File.Exists(written)));
        using (var kill = Process.Start("bash", ["-c", $"kill -s INT {process.Id}"])) await kill.WaitForExitAsync();
        await Task.WhenAll(process.WaitForExitAsync(), output, notes).WaitAsync(TimeSpan.FromMinutes(1));
        return process.ExitCode;
    }

    /// <summary>True while a process lives whose id a command wrote into a file beside the repository.</summary>
    public bool IsAlive(string file) => File.ReadAllText(Beside(file)).Trim() is var id && Directory.Exists($"/proc/{id}") && !IsDead(id);

    /// <summary>Nothing is left behind: no worktree, no temporary file.</summary>
    public async Task AssertNothingLeftAsync()
    {
        Assert.Single((await Repository.GitAsync("worktree", "list")).Trim().Split('\n'));
        Assert.DoesNotContain(Directory.EnumerateFileSystemEntries(Temporary), e => Path.GetFileName(e).StartsWith("steward-", StringComparison.Ordinal));
    }

    public async ValueTask DisposeAsync()
    {
        await Repository.DisposeAsync();
        Directory.Delete(_beside, recursive: true);
    }

    // A process that has ended stays in the list until somebody asks for its exit code.
    private static bool IsDead(string id)
    {
        try
        {
            return File.ReadAllText($"/proc/{id}/stat").Split(") ")[^1].StartsWith('Z');
        }
        catch (IOException)
        {
            return true;
        }
    }
}
