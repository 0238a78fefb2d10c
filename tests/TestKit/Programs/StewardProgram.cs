using System.Diagnostics;

namespace Steward.TestKit.Programs;

/// <summary>What the command line did.</summary>
/// <param name="Exit">Its exit code.</param>
/// <param name="Out">Its standard output.</param>
/// <param name="Notes">Its standard error.</param>
public sealed record ProgramRun(int Exit, string Out, string Notes);

/// <summary>Runs the built command line as a process, as users do. The test project must reference Steward.Cli.</summary>
public static class StewardProgram
{
    /// <summary>Runs <c>steward</c> in a folder, with variables of the environment added.</summary>
    public static async Task<ProgramRun> RunAsync(string folder, IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Steward.Cli.dll"), .. arguments])
        {
            WorkingDirectory = folder, UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        foreach (var (name, value) in environment) start.Environment[name] = value;
        using var process = Process.Start(start)!;
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        try
        {
            var (output, notes) = (process.StandardOutput.ReadToEndAsync(limit.Token), process.StandardError.ReadToEndAsync(limit.Token));
            await process.WaitForExitAsync(limit.Token);
            return new ProgramRun(process.ExitCode, await output, await notes);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }
}
