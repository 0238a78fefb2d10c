using System.Text.Json;
using Steward.SystemTests.Commands;
using Steward.TestKit;
using Steward.TestKit.Clamd;
using Steward.TestKit.Packages;
using Steward.TestKit.Programs;

namespace Steward.SystemTests.Security;

/// <summary>The security stage's commands as others rely on them: names, JSON shapes and exit codes.</summary>
public sealed class SecurityCommandTests : IDisposable
{
    private const string Policy = "version: 1\nsecurity:\n  licences:\n    allow: [MIT]\n";
    private static readonly Dictionary<string, string> _plain = new(StringComparer.Ordinal);
    private readonly string _folder = Directory.CreateTempSubdirectory("steward-cli-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("mit or gpl-3.0+", "MIT,ISC", "satisfied", 0, "MIT OR GPL-3.0-or-later")]
    [InlineData("GPL-2.0-only", "GPL-2.0-or-later", "notSatisfied", 1, "GPL-2.0-only")]
    [InlineData("MIT AND LicenseRef-x", "MIT", "notSatisfied", 1, "MIT AND LicenseRef-x")]
    [InlineData("MIT AND", "MIT", "invalid", 2, null)]
    public async Task Satisfies_answers_in_its_shape(string expression, string allow, string verdict, int exit, string? normalised)
    {
        var run = await StewardCommand.RunAsync(_folder, _plain, "licences", "satisfies", expression, "--allow", allow, "--json");

        Assert.Equal(exit, run.Exit);
        Assert.Equal((expression, normalised, verdict), (Text(run.Json, "expression"), Text(run.Json, "normalised"), Text(run.Json, "verdict")));
        Assert.NotEmpty(Text(run.Json, "reason")!);
        Assert.Empty(run.Notes);
    }

    [Fact]
    public async Task Satisfies_is_lenient_on_request_and_refuses_wrong_ids()
    {
        var lenient = await StewardCommand.RunAsync(_folder, _plain, "licences", "satisfies", "GPL-2.0-only", "--allow", "GPL-2.0-or-later", "--lenient", "--json");
        var wrong = await StewardCommand.RunAsync(_folder, _plain, "licences", "satisfies", "MIT", "--allow", "MTI", "--json");

        Assert.Equal((0, "satisfied"), (lenient.Exit, Text(lenient.Json, "verdict")));
        Assert.Equal((2, ""), (wrong.Exit, wrong.Out));
        Assert.Contains("'MTI'", wrong.Notes, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Scan_of_licences_judges_each_dependency_and_hides_no_bad_file()
    {
        await using var registries = await FakeRegistries.StartAsync();
        registries.PublishNpm("ok", "1.0.0", """{"license":"MIT"}""");
        registries.PublishNpm("bad", "2.0.0", """{"license":"GPL-3.0"}""");
        Write("steward.yaml", Policy);
        Write("a/package-lock.json", """{"lockfileVersion":3,"packages":{"node_modules/ok":{"version":"1.0.0"},"node_modules/bad":{"version":"2.0.0","license":"MIT"},"node_modules/own":{"version":"3.0.0","license":"MIT"}}}""");
        Write("b/package-lock.json", "{");

        var run = await StewardCommand.RunAsync(_folder, AskingAt(registries.Npm), "licences", "scan", ".", "--json");

        Assert.Equal(1, run.Exit);
        Assert.Equal(
            ["npm bad 2.0.0 GPL-3.0 GPL-3.0-only registry Fail", "npm ok 1.0.0 MIT MIT registry Pass", "npm own 3.0.0 MIT  lock file Fail"],
            run.Json.GetProperty("dependencies").EnumerateArray().Select(d =>
                string.Join(' ', new[] { "ecosystem", "name", "version", "declared", "concluded", "source", "verdict" }.Select(key => Text(d, key)))));
        Assert.Equal([false, true], run.Json.GetProperty("files").EnumerateArray().Select(f => Text(f, "problem") is not null));
        Assert.Equal((3, 1, 2, 1), (Number(run.Json, "dependencies"), Number(run.Json, "pass"), Number(run.Json, "fail"), Number(run.Json, "unknown")));
    }

    [Fact]
    public async Task Scan_of_licences_tells_on_which_way_a_package_came_in()
    {
        await using var registries = await FakeRegistries.StartAsync();
        registries.PublishNpm("app", "1.0.0", """{"license":"MIT"}""");
        registries.PublishNpm("deep", "2.0.0", """{"license":"GPL-3.0"}""");
        Write("steward.yaml", Policy);
        Write("package-lock.json", """{"lockfileVersion":3,"packages":{"":{"dependencies":{"app":"1"}},"node_modules/app":{"version":"1.0.0","dependencies":{"deep":"2"}},"node_modules/deep":{"version":"2.0.0"}}}""");

        var run = await StewardCommand.RunAsync(_folder, AskingAt(registries.Npm), "licences", "scan", "--json");
        var shown = await StewardCommand.RunAsync(_folder, AskingAt(registries.Npm), "licences", "scan");

        var rows = run.Json.GetProperty("dependencies").EnumerateArray().ToList();
        Assert.Equal(["app direct app ", "deep transitive app>deep app@1.0.0"], rows.Select(d =>
            $"{Text(d, "name")} {(d.GetProperty("direct").GetBoolean() ? "direct" : "transitive")} {Names(d, "path", '>')} {Names(d, "requiredBy", ',')}"));
        Assert.All(rows, d => Assert.True(d.GetProperty("locked").GetBoolean()));
        Assert.Contains("app > deep", shown.Out, StringComparison.Ordinal);
        Assert.Contains("1 direct, 1 transitive", shown.Out, StringComparison.Ordinal);

        static string Names(JsonElement row, string key, char between) => string.Join(between, row.GetProperty(key).EnumerateArray().Select(n => n.GetString()));
    }

    [Fact]
    public async Task Scan_of_licences_names_what_no_lock_file_covers_and_what_to_do()
    {
        await using var registries = await FakeRegistries.StartAsync();
        registries.PublishNpm("ok", "1.0.0", """{"license":"MIT"}""");
        Write("steward.yaml", Policy);
        Write("package-lock.json", """{"lockfileVersion":3,"packages":{"node_modules/ok":{"version":"1.0.0"}}}""");
        Write("tool/package.json", """{"devDependencies":{"other":"1.0.0"}}""");

        var run = await StewardCommand.RunAsync(_folder, AskingAt(registries.Npm), "licences", "scan", "--json");
        var shown = await StewardCommand.RunAsync(_folder, AskingAt(registries.Npm), "licences", "scan");
        Write("steward.yaml", Policy + "    ignore: [tool]\n");
        var ignored = await StewardCommand.RunAsync(_folder, AskingAt(registries.Npm), "licences", "scan");

        Assert.Equal((1, 1, 0), (run.Exit, shown.Exit, ignored.Exit));
        var manifest = Assert.Single(run.Json.GetProperty("unlocked").EnumerateArray());
        Assert.Equal("tool/package.json", Text(manifest, "file"));
        Assert.StartsWith("tool/package.json names dependencies, but no lock file covers it: run 'npm install'", Text(manifest, "reason"), StringComparison.Ordinal);
        Assert.Contains("tool/package.json", shown.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Scan_of_licences_asks_where_the_user_is_set_up_and_never_where_the_scanned_folder_points()
    {
        await using var users = await FakeRegistries.StartAsync();
        await using var pushers = await FakeRegistries.StartAsync();
        users.PublishNpm("ok", "1.0.0", """{"license":"GPL-3.0"}""");
        pushers.PublishNpm("ok", "1.0.0", """{"license":"MIT"}""");
        Write("steward.yaml", Policy);
        Write("global/npmrc", $"registry={users.Npm}\n");
        Write("home/empty", "");
        Write("product/.npmrc", $"registry={pushers.Npm}\n");
        Write("product/package-lock.json", """{"lockfileVersion":3,"packages":{"node_modules/ok":{"version":"1.0.0"}}}""");
        var setUp = new Dictionary<string, string>(StringComparer.Ordinal) { ["npm_config_globalconfig"] = Path.Combine(_folder, "global/npmrc"), ["HOME"] = Path.Combine(_folder, "home") };

        var run = await StewardProgram.RunAsync(Path.Combine(_folder, "product"), setUp, "licences", "scan", "--policy", "../steward.yaml", "--json");

        Assert.Equal("GPL-3.0", Text(Assert.Single(run.Json.GetProperty("dependencies").EnumerateArray()), "declared"));
        Assert.Empty(pushers.Asked);
    }

    [Fact]
    public async Task Scan_of_licences_tells_its_outcomes_apart_by_exit_codes()
    {
        await using var registries = await FakeRegistries.StartAsync();
        registries.PublishNpm("ok", "1.0.0", """{"license":"MIT"}""");
        Write("steward.yaml", Policy);
        Write("package-lock.json", """{"lockfileVersion":3,"packages":{"node_modules/ok":{"version":"1.0.0","license":"MIT"}}}""");
        Assert.Equal(0, (await ScanAsync(registries.Npm)).Exit);
        Assert.Equal(3, (await ScanAsync(Silent)).Exit);
        Assert.Equal(3, (await StewardCommand.RunAsync(_folder, _plain, "licences", "scan", "--offline")).Exit);

        Write("package-lock.json", "{");
        Assert.Equal(2, (await ScanAsync(Silent)).Exit);

        Write("steward.yaml", "version: 1\nsecurity:\n  licences:\n    alow: [MIT]\n");
        Assert.Contains("alow", (await ScanAsync(Silent)).Notes, StringComparison.Ordinal);

        Task<ProgramRun> ScanAsync(string registry) => StewardCommand.RunAsync(_folder, AskingAt(registry), "licences", "scan", "--json");
    }

    [Fact]
    public async Task Scan_of_files_finds_the_test_virus_and_hides_no_other_file()
    {
        await using var clamd = await ClamdDaemon.StartAsync();
        Write("clean.txt", "clean\n");
        await File.WriteAllBytesAsync(Path.Combine(_folder, "bad.bin"), Eicar.Bytes);

        var run = await StewardCommand.RunAsync(_folder, At(clamd.Address), "scan", "clean.txt", "absent", "bad.bin", "--json");
        var clean = await StewardCommand.RunAsync(_folder, At(clamd.SocketAddress), "scan", "clean.txt", "--json");
        var absent = await StewardCommand.RunAsync(_folder, At(clamd.Address), "scan", "clean.txt", "absent");

        Assert.Equal((1, 0, 2), (run.Exit, clean.Exit, absent.Exit));
        var files = run.Json.GetProperty("files").EnumerateArray().ToList();
        Assert.Equal(["clean.txt clean", "absent unknown", "bad.bin infected"], files.Select(f => $"{Text(f, "file")} {Text(f, "verdict")}"));
        Assert.Equal((ClamdDaemon.Signature, "ClamAV"), (Text(files[2], "signature"), Text(files[2], "engine")));
        Assert.Equal("275a021bbfb6489e54d471899f7db9d1663fc695ec2fe2a2c4538aabf651fd0f", Text(files[2], "sha256"));
        Assert.NotNull(Text(files[1], "problem"));
        Assert.Null(Text(files[0], "problem"));
    }

    [Fact]
    public async Task Scan_of_files_without_clamd_is_unreachable_and_calls_nothing_clean()
    {
        Write("a.txt", "a\n");

        var run = await StewardCommand.RunAsync(_folder, At($"127.0.0.1:{Azurite.FreePort()}"), "scan", "a.txt", "--json");

        var file = Assert.Single(run.Json.GetProperty("files").EnumerateArray());
        Assert.Equal((3, "unknown"), (run.Exit, Text(file, "verdict")));
        Assert.Contains("cannot be reached", Text(file, "problem"), StringComparison.Ordinal);
    }

    private static string Silent => $"http://127.0.0.1:{Azurite.FreePort()}/";

    private static Dictionary<string, string> AskingAt(string npm) => new(StringComparer.Ordinal) { ["npm_config_registry"] = npm };

    private static Dictionary<string, string> At(string clamd) => new(StringComparer.Ordinal) { ["STEWARD_CLAMD"] = clamd };

    private static string? Text(JsonElement element, string key) => element.GetProperty(key).GetString();

    private static int Number(JsonElement report, string key) => report.GetProperty("totals").GetProperty(key).GetInt32();

    private void Write(string path, string text)
    {
        var file = Path.Combine(_folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }
}
