using System.Text.Json;
using Steward.Cli;
using Steward.TestKit.Hosts;
using Steward.TestKit.Programs;

namespace Steward.SystemTests.Commands;

/// <summary>The command line, in the process of the tests: some hundred processes fewer. What a process is for is tested by <see cref="StewardProgram"/>.</summary>
internal static class StewardCommand
{
    /// <summary>Runs <c>steward</c> in a folder, with variables of the environment added. Programs that it starts do not inherit these.</summary>
    public static async Task<ProgramRun> RunAsync(string folder, IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        using var output = new StringWriter();
        using var notes = new StringWriter();
        var services = CliServices.Over(output, notes, TimeProvider.System, name => environment.TryGetValue(name, out var value) ? value : Environment.GetEnvironmentVariable(name), folder);
        var exit = await CommandLine.RunAsync(services, arguments).WaitAsync(TimeSpan.FromMinutes(2));
        return new ProgramRun(exit, output.ToString(), notes.ToString());
    }

    /// <summary>Runs it against a host with <c>--json</c>.</summary>
    public static async Task<(int Exit, JsonElement Json)> JsonAsync(string folder, HostProcess host, params string[] arguments)
    {
        var environment = new Dictionary<string, string>
        {
            ["STEWARD_URL"] = host.Url, ["STEWARD_TOKEN"] = host.Token, ["STEWARD_WEBHOOK_SECRET"] = HostProcess.Secret,
        };
        var run = await RunAsync(folder, environment, [.. arguments, "--json"]);
        Assert.True(run.Out.Length > 0, run.Notes);
        return (run.Exit, run.Json);
    }
}
