using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;

namespace Steward.SystemTests.Testing;

/// <summary><c>steward tests run</c> with real commands in a real repository, without a server.</summary>
public sealed class TestsRunTests
{
    private const string Green = "echo \"<testsuite name='s'><testcase name='a'/></testsuite>\"";

    [Fact]
    public async Task Each_set_is_judged_by_what_it_left()
    {
        await using var folder = await RunFolder.WithAsync($$"""
            green: {command: '{{Shell(Green)}} >green.xml', results: green.xml}
            red: {command: '{{Shell(Green.Replace("/></", "><failure/></testcase></", StringComparison.Ordinal))}} >red.xml; exit 1', results: red.xml}
            silent: {command: 'echo nothing to say', results: '*.trx'}
            dead: {command: '{{Shell(Green)}} >dead.xml; echo it burns >&2; exit 7', results: dead.xml}
            stale: {command: 'true', results: kept.xml}
            few: {command: '{{Shell(Green)}} >few.xml', results: few.xml, minimum: 5}
            elsewhere: {workflow: tests.yml}
            """);
        await folder.Repository.Write("kept.xml", "<testsuite><testcase name='old'/></testsuite>").CommitAsync("Keep a report");
        var (exit, json, notes) = await folder.JsonAsync("run", "--no-upload");
        Assert.Equal(1, exit);
        Assert.Equal(["green Pass", "red Fail", "silent Fail", "dead Fail", "stale Fail", "few Fail"], json["sets"]!.AsArray().Select(s => $"{s!["set"]} {s["verdict"]}"));
        Assert.Equal("1 failed of 1 test.", Reason(json, "red"));
        Assert.Equal("The command ended with exit code 7, though no test is red.", Reason(json, "dead"));
        Assert.Contains("left no new report at kept.xml", Reason(json, "stale"), StringComparison.Ordinal);
        Assert.Contains("the policy asks for at least 5", Reason(json, "few"), StringComparison.Ordinal);
        Assert.Contains("\n    it burns\n", notes, StringComparison.Ordinal);
        Assert.Contains("test set elsewhere is not run", notes, StringComparison.Ordinal);
        Assert.Equal("nothing to say\n", await File.ReadAllTextAsync((string)Set(json, "silent")["runs"]![0]!["log"]!));
        await folder.AssertNothingLeftAsync();
        Assert.Equal(0, (await folder.RunAsync("run", "green", "--no-upload")).Exit);
    }

    [Fact]
    public async Task The_checkout_is_clean_and_the_environment_opens_nothing()
    {
        await using var folder = await RunFolder.WithAsync($$"""
            look: {command: 'ls -A >BESIDE/files; env >BESIDE/env; git rev-parse HEAD >BESIDE/head; cat a.txt >BESIDE/a; {{Shell(Green)}} >r.xml', results: r.xml, env: {MODE: fast} }
            """);
        var tested = await folder.Repository.Write("a.txt", "committed").CommitAsync("Begin");
        await folder.Repository.Write("a.txt", "later").CommitAsync("Go on");
        folder.Repository.Write("a.txt", "changed").Write("untracked.txt", "x").Write("r.xml", "<testsuite/>");
        folder.Environment["STEWARD_TOKEN"] = "secret-7";
        folder.Environment["STEWARD_WEBHOOK_SECRET"] = "secret-8";
        var (exit, json, _) = await folder.JsonAsync("run", "--no-upload", "--commit", $"{tested}");
        Assert.Equal((0, $"{tested}"), (exit, (string?)json["commit"]));
        Assert.Equal([".git", "a.txt", "steward.yaml"], (await File.ReadAllLinesAsync(folder.Beside("files"))).Order(StringComparer.Ordinal));
        Assert.Equal(("committed", $"{tested}\n"), (await File.ReadAllTextAsync(folder.Beside("a")), await File.ReadAllTextAsync(folder.Beside("head"))));
        var environment = await File.ReadAllTextAsync(folder.Beside("env"));
        Assert.DoesNotContain("secret-", environment, StringComparison.Ordinal);
        Assert.Contains("MODE=fast\n", environment, StringComparison.Ordinal);

        var (here, _, refusal) = await folder.RunAsync("run", "--no-upload", "--here");
        Assert.Equal(2, here);
        Assert.Contains("differ from the commit", refusal, StringComparison.Ordinal);
        await folder.Repository.GitAsync("checkout", "-q", "a.txt");
        File.Delete(Path.Combine(folder.Repository.Path, "untracked.txt"));
        Assert.Equal(0, (await folder.RunAsync("run", "--no-upload", "--here")).Exit);
    }

    [Fact]
    public async Task A_set_that_takes_too_long_is_ended_with_all_that_it_started()
    {
        await using var folder = await RunFolder.WithAsync($$"""
            slow:
              command: '{{Shell(Green)}} >r.xml; (nohup sleep 300 >/dev/null 2>&1 & echo $! >BESIDE/one); (setsid sleep 300 & echo $! >BESIDE/two); trap "" TERM; while :; do sleep 1; done'
              results: r.xml
              timeout: 1s
            """);
        var (exit, json, _) = await folder.JsonAsync("run", "--no-upload");
        Assert.Equal(1, exit);
        Assert.Equal("Aborted: It took longer than its time limit of 1 second.", Reason(json, "slow"));
        Assert.False(folder.IsAlive("one") || folder.IsAlive("two"));
        await folder.AssertNothingLeftAsync();
    }

    [Fact]
    public async Task A_run_that_is_stopped_leaves_no_worktree_and_no_process_behind()
    {
        await using var folder = await RunFolder.WithAsync("long: {command: 'sleep 300 & echo $! >BESIDE/pid.new; mv BESIDE/pid.new BESIDE/pid; wait', results: r.xml}");
        Assert.NotEqual(0, await folder.InterruptAsync(folder.Beside("pid"), "run", "--no-upload"));
        Assert.False(folder.IsAlive("pid"));
        await folder.AssertNothingLeftAsync();
    }

    [Fact]
    public async Task Sets_that_may_run_side_by_side_do()
    {
        // Each waits for the other: one after the other they would not end.
        const string Meet = "touch BESIDE/{0}; for i in $(seq 600); do [ -e BESIDE/{1} ] && break; sleep 0.1; done; [ -e BESIDE/{1} ] && {2} >{0}.xml";
        static string Set(string me, string other) =>
            $"{me}: {{command: '{Meet.Replace("{0}", me, StringComparison.Ordinal).Replace("{1}", other, StringComparison.Ordinal).Replace("{2}", Shell(Green), StringComparison.Ordinal)}', results: {me}.xml, parallel: true, timeout: 60s}}";
        await using var folder = await RunFolder.WithAsync($"{Set("a", "b")}\n{Set("b", "a")}");
        Assert.Equal(0, (await folder.RunAsync("run", "--no-upload", "--jobs", "2")).Exit);
    }

    [Fact]
    public async Task Shards_are_run_one_by_one_or_alone()
    {
        await using var folder = await RunFolder.WithAsync($$"""
            s: {command: 'echo {shard} of {shards} >>BESIDE/told; {{Shell(Green)}} >r-{shard}.xml', results: 'r-{shard}.xml', shards: 2, minimum: 2}
            """);
        Assert.Equal(0, (await folder.RunAsync("run", "--no-upload")).Exit);
        Assert.Equal(0, (await folder.RunAsync("run", "--no-upload", "--shard", "2/2")).Exit);
        Assert.Equal("1 of 2\n2 of 2\n2 of 2\n", await File.ReadAllTextAsync(folder.Beside("told")));
    }

    [Theory]
    [InlineData("run")]
    [InlineData("run", "--attempt", "1")]
    public async Task An_address_at_which_nobody_listens_is_told_soon_and_nothing_is_run(params string[] arguments)
    {
        await using var folder = await RunFolder.WithAsync($"green: {{command: 'touch BESIDE/ran; {Shell(Green)} >g.xml', results: g.xml}}");
        using var unused = new TcpListener(IPAddress.Loopback, 0);
        unused.Start();
        folder.Environment["STEWARD_URL"] = $"http://{unused.LocalEndpoint}";
        unused.Stop();
        var began = Stopwatch.GetTimestamp();
        var (exit, _, notes) = await folder.RunAsync([.. arguments, "--product", "acme/shop"]);
        Assert.Equal((3, false), (exit, File.Exists(folder.Beside("ran"))));
        Assert.Contains("Check STEWARD_URL and that it is running", notes, StringComparison.Ordinal);
        Assert.InRange(Stopwatch.GetElapsedTime(began).TotalSeconds, 0, 30);
        await folder.AssertNothingLeftAsync();
    }

    [Theory]
    [InlineData("has no commit 'nowhere'", "run", "--no-upload", "--commit", "nowhere")]
    [InlineData("no test set 'x'", "run", "x", "--no-upload")]
    [InlineData("run with --no-upload", "run")]
    [InlineData("shard is '3/2'", "run", "--no-upload", "--shard", "3/2")]
    [InlineData("the label 'gpu'", "run", "--no-upload", "far")]
    public async Task What_cannot_be_run_is_refused_with_a_sentence(string reason, params string[] arguments)
    {
        await using var folder = await RunFolder.WithAsync("far: {command: x, results: y, where: gpu}");
        var (exit, _, notes) = await folder.RunAsync(arguments);
        Assert.Equal(2, exit);
        Assert.Contains(reason, notes, StringComparison.Ordinal);
        await folder.AssertNothingLeftAsync();
    }

    // In a single-quoted YAML text.
    private static string Shell(string command) => command.Replace("'", "''", StringComparison.Ordinal);

    private static JsonNode Set(JsonNode json, string name) => json["sets"]!.AsArray().Single(s => (string?)s!["set"] == name)!;

    private static string Reason(JsonNode json, string name) => (string)Set(json, name)["reason"]!;
}
