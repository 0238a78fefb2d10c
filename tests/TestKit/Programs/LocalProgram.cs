using System.Diagnostics;

namespace Steward.TestKit.Programs;

/// <summary>Runs a program on this machine and keeps what it said.</summary>
public static class LocalProgram
{
    /// <summary>Runs it to its end; a variable that is null is taken away. Killed with its children after two minutes.</summary>
    public static async Task<ProgramRun> RunAsync(
        string program, string folder, IReadOnlyDictionary<string, string?> environment, params IEnumerable<string> arguments)
    {
        using var process = Start(program, folder, environment, arguments);
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

    /// <summary>Starts it, with its outputs redirected.</summary>
    public static Process Start(string program, string folder, IReadOnlyDictionary<string, string?> environment, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder, UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
            if (value is null) start.Environment.Remove(name);
            else start.Environment[name] = value;
        return Process.Start(start)!;
    }
}
