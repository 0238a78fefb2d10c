using Steward.TestKit.Programs;

namespace Steward.SystemTests.Backups;

public sealed class AgentInstallTests
{
    private const string Analyze = "/usr/bin/systemd-analyze";

    private static readonly string[] Install =
        ["agent", "install", "--program", "/opt/steward/steward", "--url", "https://steward.example.org", "--name", "db1", "--token-file", "/etc/steward/token", "--vault", "main=/srv/my vault,/etc/steward/100%"];

    [Fact]
    public async Task The_unit_is_hardened_and_holds_no_secret_and_the_windows_service_is_printed()
    {
        var unit = await RunAsync("--unit", "-");
        Assert.Equal(0, unit.Exit);
        foreach (var line in new[] { "NoNewPrivileges=yes", "ProtectSystem=strict", "UMask=0077", "SystemCallFilter=@system-service", "Restart=always", "WantedBy=multi-user.target", "ReadWritePaths=\"-/srv/my vault\"" })
            Assert.Contains(line, unit.Out, StringComparison.Ordinal);
        Assert.Contains("ExecStart=/opt/steward/steward agent run --url https://steward.example.org/ --name db1 --token-file /etc/steward/token --vault \"main=/srv/my vault,/etc/steward/100%%\"", unit.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("ProtectSystem=strict", (await RunAsync("--unit", "-", "--allow-in-place")).Out, StringComparison.Ordinal);
        Assert.DoesNotContain("--keeper", unit.Out, StringComparison.Ordinal);
        Assert.Contains("100%%\" --keeper main\n", (await RunAsync("--unit", "-", "--keeper", "main")).Out, StringComparison.Ordinal);
        var nobody = await RunAsync("--unit", "-", "--keeper", "other");
        Assert.Equal(2, nobody.Exit);
        Assert.Contains("no --vault has that name", nobody.Notes.ReplaceLineEndings(" "), StringComparison.Ordinal);
        var windows = await RunAsync("--windows");
        Assert.StartsWith("Register-ScheduledTask -TaskName 'steward-agent-db1' -Action (New-ScheduledTaskAction -Execute '/opt/steward/steward' -Argument 'agent run --url https://steward.example.org/ ", windows.Out, StringComparison.Ordinal);
        Assert.Contains("--vault \"main=/srv/my vault,/etc/steward/100%\"')", windows.Out, StringComparison.Ordinal);
        Assert.Contains("ReadWritePaths=-/srv/restored\n", (await RunAsync("--unit", "-", "--restore-to", "/srv/restored")).Out, StringComparison.Ordinal);
        Assert.Equal(2, (await RunAsync("--unit", "-", "--restore-to", "restored")).Exit);
    }

    [Fact]
    public async Task Systemd_finds_nothing_wrong_with_the_unit_and_little_that_is_exposed()
    {
        Assert.SkipUnless(File.Exists(Analyze), $"{Analyze} is not there: it is in Debian's package systemd.");
        var folder = Directory.CreateTempSubdirectory("steward-unit-").FullName;
        try
        {
            foreach (var (more, most) in new[] { (Array.Empty<string>(), 40), (["--allow-in-place", "--allow-commands", "--keeper", "main"], 60) })
            {
                var unit = Path.Combine(folder, "steward-agent-db1.service");
                // The program has to be there for it to be right.
                Assert.Equal(0, (await RunAsync(["--unit", unit, .. more], "/bin/true")).Exit);
                var verified = await LocalProgram.RunAsync(Analyze, folder, new Dictionary<string, string?>(), ["verify", "--man=no", "--recursive-errors=no", unit]);
                Assert.True(verified.Exit == 0 && verified.Notes.Length == 0, verified.Notes);
                var exposed = await LocalProgram.RunAsync(Analyze, folder, new Dictionary<string, string?>(), ["security", "--offline=true", "--no-pager", $"--threshold={most}", unit]);
                Assert.True(exposed.Exit == 0, exposed.Out);
            }

            await File.AppendAllTextAsync(Path.Combine(folder, "wrong.service"), "[Service]\nType=exec\nExecStart=/no/such/program\nNoSuchSetting=yes\n");
            Assert.NotEqual("", (await LocalProgram.RunAsync(Analyze, folder, new Dictionary<string, string?>(), ["verify", "--man=no", Path.Combine(folder, "wrong.service")])).Notes);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task The_unit_leaves_what_a_drill_of_a_database_needs_to_run_a_server_as_its_own_user()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess && File.Exists("/usr/bin/setpriv"), "Only root can give rights up, with setpriv of Debian's package util-linux.");
        var line = (await RunAsync("--unit", "-")).Out.Split('\n').Single(l => l.StartsWith("CapabilityBoundingSet=", StringComparison.Ordinal));
        var kept = line[(line.IndexOf('=', StringComparison.Ordinal) + 1)..].Split(' ').Select(c => $"+{c["CAP_".Length..].ToLowerInvariant()}");
        var run = await LocalProgram.RunAsync("setpriv", "/", new Dictionary<string, string?>(), ["--no-new-privs", "--bounding-set", $"-all,{string.Join(',', kept)}", "--inh-caps", "-all", "--", "runuser", "-u", "nobody", "--", "id", "-un"]);
        Assert.Equal((0, "nobody"), (run.Exit, run.Out.Trim()));
    }

    [Theory]
    [InlineData("https://steward.example.org", "http://steward.example.org", "https address")]
    [InlineData("db1", "Db 1", "--name")]
    [InlineData("main=/srv/my vault,/etc/steward/100%", "main", "NAME=ADDRESS,PASSPHRASE_FILE")]
    public async Task What_cannot_be_is_refused(string was, string becomes, string says)
    {
        var refused = await StewardProgram.RunAsync("/", new Dictionary<string, string> { ["COLUMNS"] = "200" }, [.. Install.Select(a => a == was ? becomes : a), "--unit", "-"]);
        Assert.Equal(2, refused.Exit);
        Assert.Contains(says, refused.Notes.ReplaceLineEndings(" "), StringComparison.Ordinal);
    }

    private static Task<ProgramRun> RunAsync(params string[] more) => RunAsync(more, null);

    private static Task<ProgramRun> RunAsync(string[] more, string? program) =>
        StewardProgram.RunAsync("/", new Dictionary<string, string> { ["COLUMNS"] = "200" }, [.. Install.Select(a => a == "/opt/steward/steward" && program is not null ? program : a), .. more]);
}
