using System.Text.Json;
using Steward.Kernel;
using Steward.SystemTests.Commands;
using Steward.TestKit;
using Steward.TestKit.Git;
using Steward.TestKit.Hosts;
using Steward.TestKit.Programs;

namespace Steward.SystemTests.FrontDoor;

/// <summary>It failed here and passed there: two machines report themselves and their results, and the tool that differs is named.</summary>
[Long]
public sealed class MachinesComparedTests : IAsyncLifetime
{
    private const string Policy = "version: 1\ndevelopment: {environment: {tools: {node: '>=20', git: '>=2'}}}\ntesting: {sets: {unit: {}}}\n";
    private static readonly ProductId Product = ProductId.Parse("acme/shop");
    private GitRepositoryBuilder _repository = null!;
    private HostProcess _host = null!;
    private ChangeId _change;

    public async ValueTask InitializeAsync()
    {
        _repository = await GitRepositoryBuilder.CreateAsync();
        _host = await HostProcess.StartAsync((await Azurite.SharedAsync()).ConnectionString, Azurite.NewPrefix());
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await _repository.DisposeAsync();
    }

    [Fact]
    public async Task The_tool_that_differs_between_the_machine_where_it_failed_and_the_one_where_it_passed_is_named()
    {
        using var api = new StewardApi(_host.Url, _host.Token);
        await api.RegisterAsync(Product, _repository.Source);
        _change = new ChangeId(Product, await _repository.Write("steward.yaml", Policy).CommitAsync("Begin"));
        using (await api.PushAsync(Product, CommitSha.None, _change.Commit, "d-1"))
        {
            await WorkAsync("laptop", "v20.11.1", Report(""));
            await WorkAsync("builder", "v22.3.0", Report("<failure message='no'/>"));
        }

        // Both versions are wanted (>=20): neither machine has drifted, and still they differ.
        const string Sentence = "On one commit it failed on builder and passed on laptop: node is 22.3.0 where it failed and 20.11.1 where it passed.";
        var (_, history) = await StewardCommand.JsonAsync(_repository.Path, _host, "tests", "history", $"{Product}", "Cart.adds", "--set", "unit");
        var environment = history.GetProperty("environment");
        Assert.Equal(Sentence, environment.GetProperty("summary").GetString());
        Assert.Equal(["node 20.11.1 22.3.0"], environment.GetProperty("items").EnumerateArray().Select(Text));
        var shown = await RunAsync(_host.Token, [], "tests", "history", $"{Product}", "Cart.adds", "--set", "unit");
        Assert.Contains(Sentence, shown.Out.ReplaceLineEndings(" "), StringComparison.Ordinal);
    }

    private static string Text(JsonElement item) =>
        $"{item.GetProperty("item").GetString()} {item.GetProperty("green").GetString()} {item.GetProperty("red").GetString()}";

    private static string Report(string adds) => $"<testsuite name='s'><testcase classname='Cart' name='adds'>{adds}</testcase><testcase classname='Cart' name='removes'/></testsuite>";

    // What a machine does: it says what it has, and brings the results of its tests, with a token of its own name.
    private async Task WorkAsync(string machine, string node, string report)
    {
        var tools = Directory.CreateDirectory(Path.Combine(_repository.Path, "..", $"{Path.GetFileName(_repository.Path)}-{machine}")).FullName;
        try
        {
            var program = Path.Combine(tools, "node");
            await File.WriteAllTextAsync(program, $"#!/bin/sh\necho {node}\n");
            if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            var path = new Dictionary<string, string> { ["PATH"] = $"{tools}:{PathOfThisMachine}" };
            var token = (await OkAsync(_host.Token, [], "tokens", "issue", machine, "--level", "upload")).Trim();
            await OkAsync(token, path, "env", "check", ".", "--upload", $"{Product}", "--machine", machine);
            await File.WriteAllTextAsync(Path.Combine(tools, "report.xml"), report);
            await RunAsync(token, path, "results", "push", Path.Combine(tools, "report.xml"), "--set", "unit", "--product", $"{Product}", "--commit", $"{_change.Commit}");
        }
        finally
        {
            Directory.Delete(tools, recursive: true);
        }
    }

    private static string PathOfThisMachine => System.Environment.GetEnvironmentVariable("PATH")!;

    private async Task<string> OkAsync(string token, Dictionary<string, string> more, params string[] arguments)
    {
        var (exit, output, error) = await RunAsync(token, more, arguments);
        Assert.True(exit == 0, $"{string.Join(' ', arguments)}: {output}{error}");
        return output;
    }

    private Task<ProgramRun> RunAsync(string token, Dictionary<string, string> more, params string[] arguments)
    {
        var environment = new Dictionary<string, string>(more) { ["STEWARD_URL"] = _host.Url, ["STEWARD_TOKEN"] = token, ["COLUMNS"] = "400" };
        return StewardProgram.RunAsync(_repository.Path, environment, arguments);
    }
}
