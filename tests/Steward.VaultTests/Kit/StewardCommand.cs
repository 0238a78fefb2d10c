using System.Diagnostics;
using Steward.TestKit.Programs;

namespace Steward.VaultTests.Kit;

/// <summary>The built command line as a process, with the passphrase of the tests.</summary>
internal static class StewardCommand
{
    private static readonly Dictionary<string, string?> Environment = new()
    {
        ["STEWARD_VAULT_PASSPHRASE"] = BackupPlace.Passphrase, ["XDG_CACHE_HOME"] = Path.Combine(Path.GetTempPath(), "steward-vault-tests-cache"), ["HOME"] = "/nonexistent", ["DOTNET_gcServer"] = "0",
    };

    // tests/Steward.VaultTests/bin/CONFIGURATION/net10.0/
    public static string Assembly { get; } = Path.GetFullPath(
        Path.Combine(AppContext.BaseDirectory, "../../../../../functions/Steward.Cli/bin", new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name, "net10.0/Steward.Cli.dll"));

    public static Task<ProgramRun> RunAsync(string folder, params string[] arguments) =>
        LocalProgram.RunAsync("dotnet", folder, Environment, [Assembly, "vault", .. arguments]);

    public static Process Start(string folder, params string[] arguments) => LocalProgram.Start("dotnet", folder, Environment, [Assembly, "vault", .. arguments]);

    /// <summary>Runs a script in which <c>$STEWARD</c> is the command line.</summary>
    public static Task<ProgramRun> ScriptAsync(string folder, string script, params string[] arguments) =>
        LocalProgram.RunAsync("bash", folder, new Dictionary<string, string?>(Environment) { ["STEWARD"] = $"dotnet {Assembly} vault" }, ["-c", script, "bash", .. arguments]);

    /// <summary>Runs it to its end: its exit code, and the KiB that were resident at most (Linux' VmHWM, looked at every 10 ms).</summary>
    public static async Task<(int Exit, long Peak)> PeakAsync(string folder, params string[] arguments)
    {
        using var process = Start(folder, arguments);
        var (output, notes) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        var peak = 0L;
        while (!process.HasExited)
        {
            peak = Math.Max(peak, Peak(process.Id));
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System);
        }

        await Task.WhenAll(output, notes);
        return (process.ExitCode, peak);
    }

    // 0 when the process is gone already.
    private static long Peak(int process)
    {
        try
        {
            var line = File.ReadLines($"/proc/{process}/status").FirstOrDefault(l => l.StartsWith("VmHWM:", StringComparison.Ordinal));
            return line is null ? 0 : long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]);
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
