using Steward.TestKit;
using Steward.TestKit.Programs;

namespace Steward.SystemTests.Scripts;

/// <summary>A copy of the repository's scripts in a folder of their own, where nothing is installed, built or running.</summary>
internal sealed class ScriptFolder : IDisposable
{
    private readonly string _top = Directory.CreateTempSubdirectory("steward scripts-").FullName;

    public ScriptFolder()
    {
        foreach (var file in Directory.EnumerateFiles(Repository.PathOf("scripts")).Concat(Directory.EnumerateFiles(Repository.PathOf("scripts", "lib"))))
        {
            var copy = PathOf(Path.GetRelativePath(Repository.Root, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    public string PathOf(params string[] parts) => Path.Combine([_top, .. parts]);

    /// <summary>Makes a folder.</summary>
    public string Make(params string[] parts) => Directory.CreateDirectory(PathOf(parts)).FullName;

    /// <summary>Runs a script; its state lies below the folder.</summary>
    public Task<ProgramRun> RunAsync(string script, params string[] arguments) =>
        LocalProgram.RunAsync("bash", _top, new Dictionary<string, string?> { ["STEWARD_STATE"] = null, ["STEWARD_URL"] = null }, [PathOf("scripts", script), .. arguments]);

    public void Dispose() => Directory.Delete(_top, recursive: true);
}
