using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Steward.SystemTests.CommandLine;

/// <summary>The command line as a process of its own, in a folder of the test's own.</summary>
internal sealed class StewardProgram : IDisposable
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("steward-cli-").FullName;

    public string Write(string name, string content)
    {
        File.WriteAllText(Path.Combine(Folder, name), content);
        return name;
    }

    public Task<(int Exit, string Out, string Error)> RunAsync(params string[] arguments) => InAsync(Folder, arguments);

    public static async Task<(int Exit, string Out, string Error)> InAsync(string folder, params string[] arguments)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "Steward.Cli.dll");
        var start = new ProcessStartInfo("dotnet", [program, .. arguments]) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        start.Environment.Remove("STEWARD_URL");
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output, await error);
    }

    public async Task<(int Exit, JsonNode Json)> JsonAsync(params string[] arguments)
    {
        var (exit, output, error) = await RunAsync([.. arguments, "--json"]);
        return (exit, JsonNode.Parse(output) ?? throw new InvalidOperationException(error));
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
