using System.Text.Json;
using Steward.Gates;
using Steward.Kernel;
using Steward.SystemTests.Commands;
using Steward.TestKit;
using Steward.TestKit.GitHub;
using Steward.TestKit.Hosts;

namespace Steward.SystemTests.FrontDoor;

/// <summary>Every announced part is awaited, from the signed webhook and the upload to the check run on GitHub.</summary>
[Long]
public sealed class AnnouncedTests : WithHostOnGitHub
{
    private const string Policy = "version: 1\ngate: {requires: [testing]}\nsecurity: {antivirus: {required: false}}\ntesting:\n  deadline: {0}\n  sets:\n    unit: { workflow: tests.yml, job: 'test (*)' }\n";

    [Fact]
    public async Task The_jobs_of_a_workflow_are_awaited_and_a_late_shard_turns_the_check_run()
    {
        var change = await PushAsync("30m");
        Announce(run: 7, attempt: 1, "test (1)", "test (2)");
        await Api.WorkflowRunAsync(change, "in_progress", run: 7, attempt: 1);
        await ReasonAsync(change, "Shard 1 of 2, shard 2 of 2 have not reported yet");
        Assert.Equal("in_progress", Check["status"]);

        await Api.UploadAsync(change, "unit", Green("a"), shard: "1/2");
        await ReasonAsync(change, "Shard 2 of 2 has not reported yet");
        await Api.WorkflowRunAsync(change, "completed", run: 7, attempt: 1, "cancelled");
        await ReasonAsync(change, "Aborted: shard 2 of 2: job 'test (1)' of workflow 'Tests' ended as unknown (run 7, attempt 1).");
        await CheckAsync("failure");

        await File.WriteAllTextAsync(Path.Combine(Repository.Path, "late.xml"), Green("b"));
        var (pushed, _) = await StewardCommand.JsonAsync(
            Repository.Path, Host, "results", "push", "late.xml", "--set", "unit", "--shard", "2/2", "--product", $"{Product}", "--commit", $"{change.Commit}");
        Assert.Equal(0, pushed);
        await ReasonAsync(change, "2 tests passed.");
        await CheckAsync("success");
        Assert.Single(OnGitHub.CheckRuns);
    }

    [Fact]
    public async Task A_failed_job_that_is_run_again_is_awaited_and_replaces_only_its_shard()
    {
        var change = await PushAsync("30m");
        Announce(run: 8, attempt: 1, "test (1)", "test (2)");
        await Api.WorkflowRunAsync(change, "requested", run: 8, attempt: 1);
        await Api.UploadAsync(change, "unit", Green("a"), shard: "1/2");
        await Api.UploadAsync(change, "unit", Green("b").Replace("/></", "><failure/></testcase></", StringComparison.Ordinal), shard: "2/2");
        await ReasonAsync(change, "1 failed of 2 tests");
        await CheckAsync("failure");

        OnGitHub.Jobs.Enqueue(new FakeJob(8, 2, "test (2)", "success"));
        await Api.WorkflowRunAsync(change, "completed", run: 8, attempt: 2, "success");
        await ReasonAsync(change, "1 failed of 2 tests: b. Attempt 2 runs 1 of 2 shards again, and none of them have reported completely.");
        await Api.UploadAsync(change, "unit", Green("b"), attempt: 2, shard: "2/2");
        await ReasonAsync(change, "2 tests passed. Shard 2 of 2 with attempt 2.");
        await CheckAsync("success");
    }

    [Fact]
    public async Task An_announced_attempt_that_never_comes_is_missing_when_its_time_is_over()
    {
        var change = await PushAsync("3s");
        await Api.UploadAsync(change, "unit", Green("a"));
        await CheckAsync("success");
        await File.WriteAllTextAsync(Path.Combine(Repository.Path, "names.txt"), "a\n\n");
        var announced = await CommandAsync("announce", $"{change.Product}", $"{change.Commit}", "--set", "unit", "--attempt", "2", "--tests", "names.txt");
        Assert.Equal((2, 1, "Announced"), (announced.GetProperty("attempt").GetInt32(), announced.GetProperty("tests").GetInt32(), announced.GetProperty("state").GetString()));
        await ReasonAsync(change, "Attempt 2 was announced and has not reported yet; awaited until");
        await ReasonAsync(change, "Attempt 2 was announced and never reported, and nothing is awaited any more since");
        Assert.Equal(Verdict.Missing, (await Api.DecidedAsync(change)).Tree!.Verdict);
        await CheckAsync("action_required");
        await Api.UploadAsync(change, "unit", Green("a"), attempt: 2);
        await CheckAsync("success");
    }

    private FakeCheckRun Check => OnGitHub.CheckRuns[0];

    private async Task<ChangeId> PushAsync(string deadline)
    {
        var head = await Repository.Write("steward.yaml", Policy.Replace("{0}", deadline, StringComparison.Ordinal)).CommitAsync("Begin");
        using (await Api.PushAsync(Product, CommitSha.None, head, "d-1"))
        {
            var change = new ChangeId(Product, head);
            await Eventually.TrueAsync("the change is judged", async () => (await Api.ChangeAsync(change))?.Tree is not null);
            return change;
        }
    }

    private async Task<JsonElement> CommandAsync(params string[] arguments)
    {
        var (exit, answer) = await StewardCommand.JsonAsync(Repository.Path, Host, ["results", .. arguments]);
        Assert.Equal(0, exit);
        return answer.GetProperty("sets")[0];
    }

    private void Announce(long run, int attempt, params string[] jobs)
    {
        foreach (var job in jobs) OnGitHub.Jobs.Enqueue(new FakeJob(run, attempt, job));
    }

    private async Task ReasonAsync(ChangeId change, string reason)
    {
        var last = "";
        try
        {
            await Eventually.TrueAsync("the reason", async () => (last = await ReasonAsync(change)).StartsWith(reason, StringComparison.Ordinal), seconds: 60);
        }
        catch (TimeoutException)
        {
            Assert.StartsWith(reason, last, StringComparison.Ordinal);
        }
    }

    private async Task<string> ReasonAsync(ChangeId change) =>
        (await Api.ChangeAsync(change))?.Tree?.Walk().Single(n => n.Path == "change/testing/results/unit").Node.Reason ?? "";

    private Task CheckAsync(string conclusion) =>
        Eventually.TrueAsync($"the check run is {conclusion}", () => Task.FromResult(OnGitHub.CheckRuns.Count > 0 && Check["conclusion"] == conclusion));

    private static string Green(string test) => $"<testsuite name='' tests='1'><testcase name='{test}'/></testsuite>";
}
