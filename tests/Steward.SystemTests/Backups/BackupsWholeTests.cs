using System.Text.Json;
using System.Text.Json.Nodes;
using Steward.Kernel;
using Steward.SystemTests.Commands;
using Steward.TestKit;
using Steward.TestKit.Git;
using Steward.TestKit.Hosts;

namespace Steward.SystemTests.Backups;

/// <summary>A real host and a real agent, from the plan in a repository to a backup that was restored and compared.</summary>
public sealed class BackupsWholeTests : IAsyncLifetime
{
    private static readonly ProductId Shop = ProductId.Parse("acme/shop"), Central = ProductId.Parse("acme/backups");
    private readonly string _folder = Directory.CreateTempSubdirectory("steward-backups-").FullName;
    private readonly List<GitRepositoryBuilder> _repositories = [];
    private HostProcess _host = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await HostProcess.StartAsync((await Azurite.SharedAsync()).ConnectionString, Azurite.NewPrefix(), more: settings => settings["Backups"] = new JsonObject
        {
            ["Repository"] = Central.ToString(), ["Vaults"] = new JsonObject { ["main"] = Path.Combine(_folder, "vault") }, ["PassphraseFile"] = Path.Combine(_folder, "passphrase"),
            ["Folder"] = Path.Combine(_folder, "work"), ["MakeVaults"] = true, ["Keepers"] = new JsonObject { ["main"] = true },
        });
    }

    [Fact]
    public async Task Steward_backs_up_a_repository_and_its_own_state_and_an_agent_its_folder_and_all_are_proved()
    {
        await RegisterAsync(Shop, "steward.yaml", """
            version: 1
            development:
              backups:
                plans:
                  code: {what: {kind: git}, vault: main, keep: {last: 1, daily: 0, weekly: 0, monthly: 0}, when: {cron: "0 2 * * *", atOnce: true}}
                  state: {what: {kind: steward}, vault: main, when: {cron: "0 2 * * *", atOnce: true}}
            """);
        var data = Directory.CreateDirectory(Path.Combine(_folder, "data")).FullName;
        await File.WriteAllTextAsync(Path.Combine(data, "a.txt"), "what must not be lost");
        await RegisterAsync(Central, "steward-backups.yaml", $$"""
            version: 1
            agents: {web1: { } }
            plans:
              files: {what: {kind: folder, paths: ["{{data}}"] }, vault: own, by: web1, keep: {last: 1, daily: 0, weekly: 0, monthly: 0}, when: {cron: "0 2 * * *", atOnce: true} }
            """);
        var (exit, report) = await StewardCommand.JsonAsync(_folder, _host, "backups", "look");
        Assert.True(exit == 0, report.ToString());
        Assert.Equal(("Proved", "Proved", "Missing"), (StateOf(report, "acme/shop:code"), StateOf(report, "acme/shop:state"), StateOf(report, "servers:files")));
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(_folder, "passphrase")));

        await AgentAsync(data);
        (exit, report) = await StewardCommand.JsonAsync(_folder, _host, "backups");
        Assert.True(exit == 0, report.ToString());
        Assert.Equal("Proved", StateOf(report, "servers:files"));
        await AnotherIsKeptAsync("acme/shop:code");
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        foreach (var repository in _repositories) await repository.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    // The plan keeps the newest alone; the one before and the one that the drill has proved stay beside it.
    private async Task AnotherIsKeptAsync(string plan)
    {
        var says = "";
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(0, (await StewardCommand.JsonAsync(_folder, _host, "backups", "run", plan)).Exit);
            says = await RetentionAsync(plan, i + 2);
        }

        Assert.Equal("Retention is applied: the newest run forgot 1 snapshot.", says);
    }

    private async Task<string> RetentionAsync(string plan, int backups)
    {
        while (true)
        {
            var report = (await StewardCommand.JsonAsync(_folder, _host, "backups", "show", plan)).Json;
            if (report.GetProperty("runs").EnumerateArray().Count(r => r.GetProperty("kind").GetString() == "Backup") == backups) return report.GetProperty("retention").GetString()!;
            await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }

    private async Task AgentAsync(string data)
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "own.passphrase"), "a passphrase of the agent\n");
        var environment = new Dictionary<string, string> { ["STEWARD_URL"] = _host.Url, ["STEWARD_TOKEN"] = _host.Token, ["XDG_CACHE_HOME"] = Path.Combine(_folder, "cache"), ["COLUMNS"] = "200" };
        var vault = Path.Combine(_folder, "own");
        var made = await StewardCommand.RunAsync(_folder, environment, "vault", "init", "--vault", vault, "--passphrase-file", "own.passphrase");
        Assert.True(made.Exit == 0, made.Notes);
        var issued = await StewardCommand.RunAsync(_folder, environment, "tokens", "issue", "agent-web1", "--level", "Upload", "--scope", "backups:agent/web1");
        Assert.True(issued.Exit == 0, issued.Notes);
        await File.WriteAllTextAsync(Path.Combine(_folder, "token"), issued.Out);
        string[] run = ["agent", "run", "--once", "--url", _host.Url, "--name", "web1", "--token-file", "token", "--vault", $"own={vault},own.passphrase"];
        foreach (var expected in new[] { "Backup of servers:files is done", "Drill of servers:files is done" })
        {
            var ran = await StewardCommand.RunAsync(_folder, environment, run);
            Assert.True(ran.Exit == 0, ran.Notes);
            Assert.Contains(expected, ran.Notes, StringComparison.Ordinal);
            await StewardCommand.RunAsync(_folder, environment, "backups", "look");
        }

        var wrong = await StewardCommand.RunAsync(_folder, environment, [.. run.Select(a => a == "web1" ? "web2" : a)]);
        Assert.Contains("is for the agent 'web1'", wrong.Notes.ReplaceLineEndings(" "), StringComparison.Ordinal);
        await RestoreAsync(environment, run, data);
        await ForgetsAsync(environment, [.. run, "--keeper", "own"], data);
    }

    // An agent that may delete: of its fourth backup on, one is neither the newest, nor the one before, nor the one that the drill has proved.
    private async Task ForgetsAsync(Dictionary<string, string> environment, string[] run, string data)
    {
        for (var i = 0; i < 3; i++)
        {
            await File.WriteAllTextAsync(Path.Combine(data, "b.txt"), $"changed {i}");
            Assert.Equal(0, (await StewardCommand.JsonAsync(_folder, _host, "backups", "run", "servers:files")).Exit);
            var ran = await StewardCommand.RunAsync(_folder, environment, run);
            Assert.True(ran.Exit == 0, ran.Notes);
            Assert.Contains(i < 2 ? "0 snapshots forgotten" : "1 snapshot forgotten", ran.Notes, StringComparison.Ordinal);
        }

        Assert.Single(Directory.GetFiles(Path.Combine(_folder, "own", "retention")));
        using var api = new StewardApi(_host.Url, _host.Token);
        var told = (await api.GetAsync<JsonElement>($"/api/products/{Central}/evidence?count=200")).GetProperty("entries").EnumerateArray()
            .Select(e => e.GetProperty("evidence")).Single(e => e.GetProperty("kind").GetString() == "backup.forgotten");
        var gone = told.GetProperty("details").GetProperty("snapshots").EnumerateArray().Single().GetString();
        var left = JsonDocument.Parse((await StewardCommand.RunAsync(_folder, environment, "vault", "list", "--vault", Path.Combine(_folder, "own"), "--passphrase-file", "own.passphrase", "--json")).Out)
            .RootElement.GetProperty("snapshots").EnumerateArray().Select(s => s.GetProperty("id").GetString()).ToList();
        Assert.Equal((3, false), (left.Count, left.Contains(gone)));
    }

    // Over what is there: by a second person's approval only, and by an agent that was started so.
    private async Task RestoreAsync(Dictionary<string, string> environment, string[] run, string data)
    {
        await File.WriteAllTextAsync(Path.Combine(data, "a.txt"), "spoilt");
        var asked = JsonDocument.Parse((await StewardCommand.RunAsync(_folder, environment, "restore", "ask", "servers:files", "--in-place", "--json")).Out).RootElement;
        string[] approve = ["restore", "approve", asked.GetProperty("id").GetString()!, asked.GetProperty("digest").GetString()!];
        Assert.Equal(2, (await StewardCommand.RunAsync(_folder, environment, approve)).Exit);
        var second = await StewardCommand.RunAsync(_folder, environment, "tokens", "issue", "bob", "--level", "Approve");
        var approved = await StewardCommand.RunAsync(_folder, new Dictionary<string, string>(environment) { ["STEWARD_TOKEN"] = second.Out.Trim() }, approve);
        Assert.True(approved.Exit == 0, approved.Notes);
        var ran = await StewardCommand.RunAsync(_folder, environment, [.. run, "--allow-in-place"]);
        Assert.True(ran.Exit == 0, ran.Notes);
        Assert.Equal("what must not be lost", await File.ReadAllTextAsync(Path.Combine(data, "a.txt")));
    }

    private async Task RegisterAsync(ProductId product, string name, string text)
    {
        var repository = await GitRepositoryBuilder.CreateAsync();
        _repositories.Add(repository);
        await repository.Write(name, text).CommitAsync("Plan backups");
        using var api = new StewardApi(_host.Url, _host.Token);
        await api.RegisterAsync(product, repository.Source);
    }

    private static string? StateOf(JsonElement report, string plan) =>
        report.GetProperty("plans").EnumerateArray().Single(p => p.GetProperty("plan").GetString() == plan).GetProperty("state").GetString();
}
