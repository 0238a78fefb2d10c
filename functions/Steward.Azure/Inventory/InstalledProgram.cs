using System.ComponentModel;
using System.Diagnostics;
using Steward.Kernel;

namespace Steward.Azure.Inventory;

/// <summary>Asks a program on this machine.</summary>
internal static class InstalledProgram
{
    private const int MaxLines = 100_000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>The lines that it prints, whatever its exit code; none when it is not installed. Unavailable when it does not end in 30 s.</summary>
    public static async Task<IReadOnlyList<string>> LinesAsync(string program, IEnumerable<string> arguments, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["LC_ALL"] = "C";
        try
        {
            using var process = Process.Start(start)!;
            return await ReadAsync(process, program, cancellation);
        }
        catch (Win32Exception)
        {
            // Not installed: then the machine has none of what the program knows about, which is the answer.
            return [];
        }
    }

    private static async Task<IReadOnlyList<string>> ReadAsync(Process process, string program, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(Patience);
        try
        {
            var error = process.StandardError.ReadToEndAsync(limit.Token);
            var lines = new List<string>();
            while (lines.Count < MaxLines && await process.StandardOutput.ReadLineAsync(limit.Token) is { } line) lines.Add(line);
            await error;
            return lines;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            process.Kill(entireProcessTree: true);
            throw StewardException.Unavailable($"{program} did not answer within {Patience.TotalSeconds:0} s.");
        }
    }
}
