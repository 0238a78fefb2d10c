using Steward.Gates;
using Steward.Kernel;
using Steward.SystemTests.Commands;
using Steward.TestKit;
using Steward.TestKit.GitHub;
using Steward.TestKit.Hosts;

namespace Steward.SystemTests.FrontDoor;

/// <summary>The testing stage in one piece: signed push, announced shards, a red test, the shard run again, coverage; all the way it is seen on GitHub.</summary>
[Long]
public sealed class TestingStageTests : WithHostOnGitHub
{
    private const string Policy = """
        version: 1
        gate: {requires: [testing]}
        security: {antivirus: {required: false}}
        testing:
          sets: {unit: {}}
          coverage: {changedLines: 80, exclude: ["tests/**", steward.yaml]}
        """;

    private const string Green = "<testsuite name='cart' tests='2'><testcase classname='Cart' name='adds'/><testcase classname='Cart' name='removes'/></testsuite>";
    private const string Healed = "<testsuite name='total' tests='1'><testcase classname='Total' name='rounds' time='0.2'/></testsuite>";
    private const string Red = """
        <testsuite name='total' tests='1'><testcase classname='Total' name='rounds' time='0.2'>
          <failure message='expected 12.40 but was 12.4'>expected 12.40 but was 12.4
            at rounds (/builds/runner/7/tests/total.test.js:3:5)
            at run (node:internal/test:120:3)</failure>
        </testcase></testsuite>
        """;

    private ChangeId _change;

    [Fact]
    public async Task From_a_signed_push_over_a_red_shard_and_its_healing_to_coverage_it_is_all_seen_on_github()
    {
        await PushAsync();
        await AnnounceAsync("""{"set":"unit","shards":2}""");
        await NodeAsync("results/unit", Verdict.Missing, "Shard 1 of 2, shard 2 of 2 have not reported yet");
        await StateAsync("in_progress");

        await Api.UploadAsync(_change, "unit", Green, shard: "1/2");
        await Api.UploadAsync(_change, "unit", Red, shard: "2/2");
        await NodeAsync("results/unit", Verdict.Fail, "1 failed of 3 tests: Total.rounds");
        // Coverage is still awaited, so the verdict is not the last one: what failed is shown all the same.
        await AnnotatedAsync("tests/total.test.js:3-3 failure Total.rounds failed");
        Assert.Equal("in_progress", Check["status"]);
        Assert.Contains("Total.rounds", Check.Summary + Check.Text, StringComparison.Ordinal);
        Assert.Contains("expected 12.40 but was 12.4", Check.Annotations[0].GetProperty("message").GetString(), StringComparison.Ordinal);

        await Api.UploadAsync(_change, "unit", Healed, attempt: 2, shard: "2/2");
        await NodeAsync("results/unit", Verdict.Pass, "3 tests passed. Shard 2 of 2 with attempt 2.");
        await NodeAsync("coverage", Verdict.Missing, "No coverage was reported yet");
        await Eventually.TrueAsync("the healed test is annotated no more", () => Task.FromResult(Check.Annotations.Count == 0 && Check["status"] == "in_progress"), seconds: 60);

        await CoverageAsync(1, "DA:1,1", "DA:2,1", "DA:3,0", "DA:4,0");
        await NodeAsync("coverage", Verdict.Fail, "2 of 4 changed lines (50 %) were executed; the policy asks for 80 %: src/total.js lines 3-4.");
        await CheckAsync("failure");
        await AnnotatedAsync("src/total.js:3-4 warning Not executed by any test");
        await CoverageAsync(2, "DA:1,1", "DA:2,1", "DA:3,2", "DA:4,1");
        await NodeAsync("coverage", Verdict.Pass, "4 of 4 changed lines (100 %) were executed");
        await CheckAsync("success");
        Assert.Empty(Check.Annotations);
        await ShownAsync();
    }

    // The newest is the one that GitHub shows: where annotations hold no more, which GitHub never removes, a new one takes the place of the one before.
    private FakeCheckRun Check => OnGitHub.CheckRuns[^1];

    private async Task PushAsync()
    {
        var before = await Repository.Write("steward.yaml", Policy).CommitAsync("Begin");
        var head = await Repository.Write("src/total.js", "a\nb\nc\nd\n").Write("tests/total.test.js", "1\n2\n3\n4\n").CommitAsync("Round totals");
        _change = new ChangeId(Product, head);
        for (var twice = 0; twice < 2; twice++)
        {
            using var answer = await Api.PushAsync(Product, before, head, "d-1");
            Assert.True(answer.IsSuccessStatusCode);
        }
    }

    private async Task AnnounceAsync(string body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"api/results/{_change.Product}/{_change.Commit}/announce") { Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json") };
        using var answer = await Api.SendAsync(request);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    private async Task CoverageAsync(int attempt, params string[] lines)
    {
        var report = new StringContent($"TN:\nSF:/builds/runner/7/src/total.js\n{string.Join('\n', lines)}\nend_of_record\n");
        using var request = new HttpRequestMessage(HttpMethod.Post, $"api/coverage/{_change.Product}/{_change.Commit}?set=unit&attempt={attempt}") { Content = report };
        using var answer = await Api.SendAsync(request);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    private async Task NodeAsync(string path, Verdict verdict, string reason)
    {
        var last = "";
        try
        {
            await Eventually.TrueAsync(reason, async () => (last = await NodeAsync(path)).StartsWith($"{verdict} {reason}", StringComparison.Ordinal), seconds: 120);
        }
        catch (TimeoutException)
        {
            Assert.StartsWith($"{verdict} {reason}", last, StringComparison.Ordinal);
        }
    }

    private async Task<string> NodeAsync(string path)
    {
        var node = (await Api.ChangeAsync(_change))?.Tree?.Walk().FirstOrDefault(n => n.Path == $"change/testing/{path}").Node;
        return $"{node?.Verdict} {node?.Reason}";
    }

    private Task CheckAsync(string conclusion) => Eventually.TrueAsync(
        $"the check run is {conclusion}", () => Task.FromResult(OnGitHub.CheckRuns.Count > 0 && Check["conclusion"] == conclusion), seconds: 120);

    private Task StateAsync(string status) =>
        Eventually.TrueAsync($"the check run is {status}", () => Task.FromResult(OnGitHub.CheckRuns.Count > 0 && Check["status"] == status), seconds: 120);

    private async Task AnnotatedAsync(string annotation)
    {
        string Text() => string.Join('\n', Check.Annotations.Select(a =>
            $"{a.GetProperty("path").GetString()}:{a.GetProperty("start_line").GetInt32()}-{a.GetProperty("end_line").GetInt32()} {a.GetProperty("annotation_level").GetString()} {a.GetProperty("title").GetString()}"));
        await Eventually.TrueAsync(annotation, () => Task.FromResult(Text().Contains(annotation, StringComparison.Ordinal)), seconds: 60);
    }

    private async Task ShownAsync()
    {
        var (exit, view) = await StewardCommand.JsonAsync(Repository.Path, Host, "results", "show", $"{_change.Product}", $"{_change.Commit}");
        Assert.Equal(0, exit);
        var parts = view.GetProperty("sets")[0].GetProperty("parts");
        Assert.Equal(["1:1", "2:2"], parts.EnumerateArray().Select((p, i) => $"{i + 1}:{p.GetProperty("attempts").GetArrayLength()}"));
    }
}
