using System.ComponentModel;
using System.Diagnostics;

namespace Steward.Azure.Packages;

/// <summary>Asks a package client of this machine about its configuration.</summary>
internal static class ClientProgram
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    /// <summary>The lines that a program prints; null when it is not installed, fails, or takes too long.</summary>
    /// <param name="program">The program.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="folder">Where it runs: never in a repository that is judged, whose configuration the client would take for its own.</param>
    /// <param name="time">The clock.</param>
    public static async Task<IReadOnlyList<string>?> AskAsync(string program, IEnumerable<string> arguments, string folder, TimeProvider time)
    {
        using var timer = new CancellationTokenSource(Limit, time);
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments)
            {
                WorkingDirectory = folder, UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true,
            })!;
            process.StandardInput.Close();
            using var stop = timer.Token.Register(() => process.Kill(entireProcessTree: true));
            var notes = process.StandardError.ReadToEndAsync(timer.Token);
            var output = await process.StandardOutput.ReadToEndAsync(timer.Token);
            await notes;
            await process.WaitForExitAsync(timer.Token);
            return process.ExitCode == 0 ? output.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) : null;
        }
        catch (Exception failure) when (failure is Win32Exception or OperationCanceledException or InvalidOperationException)
        {
            // Not installed or stuck: the caller says that no registry is set up, and how to set one.
            return null;
        }
    }
}
