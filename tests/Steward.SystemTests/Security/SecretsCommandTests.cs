using System.Text.Json;
using Steward.SystemTests.Commands;

namespace Steward.SystemTests.Security;

/// <summary><c>steward secrets scan</c> as others rely on it: names, JSON shape, exit codes, and nothing of a secret on any stream.</summary>
public sealed class SecretsCommandTests : IDisposable
{
    // GitHub's own published example, put together here so that no checkout holds it.
    private static readonly string _token = "gh" + "p_" + "zQWBuTSOoRi4A9spHcVY5" + "ncnsDkxkJ" + "0mLq17";
    private static readonly Dictionary<string, string> _plain = new(StringComparer.Ordinal);
    private readonly string _folder = Directory.CreateTempSubdirectory("steward-cli-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Findings_are_places_in_files_and_folders()
    {
        Write("clean.txt", "clean\n");
        Write("src/deep/a.cs", $"\nvar t = \"{_token}\";\n");
        Write("src/.git/config", _token);
        File.CreateSymbolicLink(Path.Combine(_folder, "src", "link"), Path.Combine(_folder, "src", "deep"));

        var run = await StewardCommand.RunAsync(_folder, _plain, "secrets", "scan", "clean.txt", "src", "absent", "--json");

        Assert.Equal(1, run.Exit);
        var files = run.Json.GetProperty("files").EnumerateArray().ToList();
        Assert.Equal(["clean.txt", "src/deep/a.cs", "absent"], files.Select(f => f.GetProperty("file").GetString()));
        Assert.Equal([true, true, false], files.Select(f => f.GetProperty("problem").ValueKind == JsonValueKind.Null));
        var finding = Assert.Single(files[1].GetProperty("findings").EnumerateArray());
        Assert.Equal(
            ("github-token", "GitHub token", 2, 10, 40, "verified"),
            (Text(finding, "rule"), Text(finding, "title"), Number(finding, "line"), Number(finding, "column"), Number(finding, "length"), Text(finding, "certainty")));
        Assert.Matches("^[0-9]+-[0-9a-f]+$", run.Json.GetProperty("rulesVersion").GetString());
    }

    [Fact]
    public async Task Its_outcomes_are_told_apart_by_exit_codes()
    {
        Write("clean.txt", "clean\n");
        Write("hint.txt", "Server=db;User Id=sa;Password=" + "kQ2vLx8RtZ4m" + ";\n");
        File.WriteAllBytes(Path.Combine(_folder, "large.bin"), new byte[(16 * 1024 * 1024) + 1]);

        Assert.Equal(0, (await StewardCommand.RunAsync(_folder, _plain, "secrets", "scan", "clean.txt", "--json")).Exit);
        Assert.Equal(0, (await StewardCommand.RunAsync(_folder, _plain, "secrets", "scan", "hint.txt")).Exit);
        var large = await StewardCommand.RunAsync(_folder, _plain, "secrets", "scan", ".");
        Assert.Equal(2, large.Exit);
        Assert.Contains("too large", large.Out, StringComparison.Ordinal);
        Assert.Equal(2, (await StewardCommand.RunAsync(_folder, _plain, "secrets", "scan")).Exit);
    }

    [Fact]
    public async Task A_pipe_is_passed_over_in_folders_told_when_it_is_named_and_waited_for_never()
    {
        Write("src/clean.txt", "clean\n");
        using (var made = System.Diagnostics.Process.Start("mkfifo", [Path.Combine(_folder, "src", "pipe")])) await made.WaitForExitAsync(TestContext.Current.CancellationToken);

        foreach (var command in new[] { new[] { "secrets", "scan" }, ["licences", "detect"] })
        {
            Assert.Equal(0, (await StewardCommand.RunAsync(_folder, _plain, [.. command, "src"])).Exit);
            var named = await StewardCommand.RunAsync(_folder, _plain, [.. command, "src/pipe"]);
            Assert.Equal(2, named.Exit);
            Assert.Contains("pipe", named.Out.Replace("src/pipe", "", StringComparison.Ordinal), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Nothing_of_a_secret_is_written()
    {
        Write("a.txt", $"t={_token}\n");

        var shown = await StewardCommand.RunAsync(_folder, _plain, "secrets", "scan", ".");
        var json = await StewardCommand.RunAsync(_folder, _plain, "secrets", "scan", ".", "--json");

        Assert.Equal((1, 1), (shown.Exit, json.Exit));
        Assert.Contains("a.txt:1:3", shown.Out, StringComparison.Ordinal);
        foreach (var output in new[] { shown.Out, shown.Notes, json.Out, json.Notes })
        {
            for (var at = 0; at + 8 <= _token.Length; at++) Assert.DoesNotContain(_token.Substring(at, 8), output, StringComparison.Ordinal);
        }
    }

    private static string? Text(JsonElement element, string key) => element.GetProperty(key).GetString();

    private static int Number(JsonElement element, string key) => element.GetProperty(key).GetInt32();

    private void Write(string path, string text)
    {
        var file = Path.Combine(_folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }
}
