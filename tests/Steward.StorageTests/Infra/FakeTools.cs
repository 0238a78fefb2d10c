using Steward.TestKit;
using Steward.TestKit.Programs;

namespace Steward.StorageTests.Infra;

/// <summary>
/// A PATH of one folder: the machine's ordinary programs, and of az, azd and dotnet only what a test puts there. They are shell scripts, and what
/// they are called with is written down.
/// </summary>
internal sealed class FakeTools : IDisposable
{
    private static readonly string[] Ordinary = ["bash", "sh", "env", "cat", "cp", "dirname", "grep", "head", "mktemp", "node", "od", "rm", "sed", "sleep", "tr"];
    private readonly string _folder = Directory.CreateTempSubdirectory("steward-tools-").FullName;

    public FakeTools()
    {
        foreach (var name in Ordinary)
            File.CreateSymbolicLink(Path.Combine(_folder, name), Find(name));
    }

    /// <summary>Variables beside PATH.</summary>
    public Dictionary<string, string?> Environment { get; } = new(StringComparer.Ordinal) { ["STEWARD_RETRIES"] = "1", ["AZURE_ENV_NAME"] = null, ["AZURE_LOCATION"] = null };

    /// <summary>The calls so far, a line each.</summary>
    public string Calls => File.Exists(Log) ? File.ReadAllText(Log) : "";

    /// <summary>What the fakes may keep between calls.</summary>
    public string Folder => _folder;

    private string Log => Path.Combine(_folder, "calls.log");

    /// <summary>Puts a program there. Its body is the arms of <c>case "$*" in</c>; what no arm knows fails.</summary>
    public FakeTools With(string name, string arms)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, $"""
            #!/bin/bash
            echo "{name} $*" >>"{Log}"
            case "$*" in
            {arms}
            *) echo "{name}: not expected: $*" >&2; exit 99 ;;
            esac
            """);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return this;
    }

    /// <summary>Runs a script of the repository.</summary>
    public Task<ProgramRun> RunAsync(string script, params IEnumerable<string> arguments) =>
        LocalProgram.RunAsync("/bin/bash", Repository.Root, new Dictionary<string, string?>(Environment) { ["PATH"] = _folder }, [Repository.PathOf("scripts", script), .. arguments]);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static string Find(string name) =>
        System.Environment.GetEnvironmentVariable("PATH")!.Split(':').Select(folder => Path.Combine(folder, name)).First(File.Exists);
}
