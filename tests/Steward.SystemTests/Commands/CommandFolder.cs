using System.Text.Json.Nodes;
using Steward.TestKit.Programs;

namespace Steward.SystemTests.Commands;

/// <summary>Runs commands that need no server, in a folder of the test's own.</summary>
internal sealed class CommandFolder : IDisposable
{
    private static readonly Dictionary<string, string> NoServer = new() { ["STEWARD_URL"] = "" };

    public string Path { get; } = Directory.CreateTempSubdirectory("steward-cli-").FullName;

    public string Write(string name, string content)
    {
        File.WriteAllText(System.IO.Path.Combine(Path, name), content);
        return name;
    }

    public Task<ProgramRun> RunAsync(params string[] arguments) => InAsync(Path, arguments);

    public static Task<ProgramRun> InAsync(string folder, params string[] arguments) =>
        StewardCommand.RunAsync(folder, NoServer, arguments);

    public async Task<(int Exit, JsonNode Json)> JsonAsync(params string[] arguments)
    {
        var (exit, output, error) = await RunAsync([.. arguments, "--json"]);
        Assert.True(output.Length > 0, error);
        return (exit, JsonNode.Parse(output)!);
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
