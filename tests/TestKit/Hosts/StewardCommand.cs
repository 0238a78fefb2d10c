using System.Diagnostics;
using System.Text.Json;
using Xunit;

namespace Steward.TestKit.Hosts;

/// <summary>The built command line as a process.</summary>
public static class StewardCommand
{
    /// <summary>Runs it; gives exit code and both outputs.</summary>
    public static async Task<(int Exit, string Out, string Error)> RunAsync(
        string folder, IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [HostProcess.Program("Steward.Cli"), .. arguments])
        {
            WorkingDirectory = folder, UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        foreach (var (name, value) in environment) start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output, await error);
    }

    /// <summary>Runs it against a host with <c>--json</c>.</summary>
    public static async Task<(int Exit, JsonElement Json)> JsonAsync(string folder, HostProcess host, params string[] arguments)
    {
        var environment = new Dictionary<string, string>
        {
            ["STEWARD_URL"] = host.Url, ["STEWARD_TOKEN"] = host.Token, ["STEWARD_WEBHOOK_SECRET"] = HostProcess.Secret,
        };
        var (exit, output, error) = await RunAsync(folder, environment, [.. arguments, "--json"]);
        Assert.True(output.Length > 0, error);
        return (exit, JsonDocument.Parse(output).RootElement.Clone());
    }
}
