using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace Steward.Bench;

/// <summary>What a whole process costs.</summary>
internal static class ProcessCost
{
    /// <summary>Runs a program to its end: seconds of processor time, and the megabytes that were resident at most (Linux' VmHWM), both as seen every 5 ms; 0 when it cannot be run.</summary>
    public static async Task<(double Seconds, double Resident)> OfAsync(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false })!;
            var (ended, seconds, most) = (process.WaitForExitAsync(), 0.0, 0.0);
            var output = Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            while (await Task.WhenAny(ended, Task.Delay(5)) != ended)
                (seconds, most) = (Math.Max(seconds, Processor(process)), Math.Max(most, Resident(process.Id)));
            await output;
            return (seconds, most);
        }
        catch (Win32Exception)
        {
            return (0, 0);
        }
    }

    private static double Processor(Process process)
    {
        try
        {
            process.Refresh();
            return process.TotalProcessorTime.TotalSeconds;
        }
        catch (Exception failure) when (failure is InvalidOperationException or Win32Exception)
        {
            return 0;
        }
    }

    /// <summary>The megabytes that a running process had resident at most until now.</summary>
    public static double Resident(int id)
    {
        try
        {
            var line = File.ReadLines($"/proc/{id}/status").FirstOrDefault(l => l.StartsWith("VmHWM:", StringComparison.Ordinal));
            return line is null ? 0 : double.Parse(line["VmHWM:".Length..^2], CultureInfo.InvariantCulture) / 1024;
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
