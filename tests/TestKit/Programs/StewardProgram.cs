using Steward.TestKit.Hosts;

namespace Steward.TestKit.Programs;

/// <summary>Runs the built command line as a process, as users do: where signals, children, or the variables that they inherit matter.</summary>
public static class StewardProgram
{
    /// <summary>Runs <c>steward</c> in a folder, with variables of the environment added.</summary>
    public static Task<ProgramRun> RunAsync(string folder, IReadOnlyDictionary<string, string> environment, params string[] arguments) =>
        LocalProgram.RunAsync("dotnet", folder, environment.ToDictionary(e => e.Key, string? (e) => e.Value, StringComparer.Ordinal), [HostProcess.Program("Steward.Cli"), .. arguments]);
}
