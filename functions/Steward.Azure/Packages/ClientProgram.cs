using System.ComponentModel;
using System.Diagnostics;

namespace Steward.Azure.Packages;

/// <summary>Asks a package client of this machine about its configuration.</summary>
internal static class ClientProgram
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    /// <summary>The lines that a program prints; null when it is not installed, fails, or takes too long.</summary>
    public static async Task<IReadOnlyList<string>?> AskAsync(string program, IEnumerable<string> arguments, TimeProvider time)
    {
        using var timer = new CancellationTokenSource(Limit, time);
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments)
            {
                UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true,
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
