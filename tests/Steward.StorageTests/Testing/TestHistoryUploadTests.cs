using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Steward.Access;
using Steward.Changes;
using Steward.Kernel;
using Steward.Ledger;
using Steward.Stages.Testing.History;
using Steward.Stages.Testing.Results.Reading;
using Steward.Stages.Testing.Results.Uploads;
using Steward.TestKit.Uploads;
using Xunit;

namespace Steward.StorageTests.Testing;

/// <summary>From uploads over HTTP to the answers about tests.</summary>
public sealed class TestHistoryUploadTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Pushed = new(2026, 11, 23, 9, 0, 0, TimeSpan.Zero);
    private UploadHost _host = null!;
    private ProductId _product;

    public async ValueTask InitializeAsync()
    {
        _host = await UploadHost.StartAsync();
        _product = await _host.RegisterAsync("shop/cart");
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task A_red_test_tells_since_when_and_which_changes_did_not_run_it()
    {
        for (var commit = 0; commit < 6; commit++) await PushAsync(commit);
        foreach (var (commit, adds) in new[] { (0, ""), (1, ""), (4, "<failure message='3 is not 4'/>"), (5, "<failure message='3 is not 5'/>") })
            await UploadAsync(commit, Report(adds));
        var test = await GetAsync("history?set=unit&test=Cart.adds");
        Assert.Equal(["Failed", "Failed", "Passed", "Passed"], test["runs"]!.AsArray().Select(r => (string?)r!["outcome"]));
        Assert.Equal($"{Commit(4)}", (string?)test["red"]!["firstBad"]!["commit"]);
        Assert.Equal($"{Commit(1)}", (string?)test["red"]!["lastGood"]!["commit"]);
        Assert.Equal(2, (int)test["red"]!["notRun"]!);
        Assert.Single(test["runs"]!.AsArray().Select(r => (string?)r!["failure"]).Where(f => f is not null).Distinct());
        Assert.StartsWith("Nothing is known of the environments", (string?)test["environment"]!["summary"], StringComparison.Ordinal);
        Assert.Null((await GetAsync("history?set=unit&test=Cart.removes"))["red"]);
    }

    [Fact]
    public async Task A_test_with_both_outcomes_on_one_commit_is_flaky_and_the_commit_is_named()
    {
        for (var commit = 0; commit < 10; commit++) await UploadAsync(commit, Report(commit == 7 ? "<failure/>" : ""));
        await UploadAsync(7, Report(""), attempt: 2);
        var flaky = Assert.Single((await GetAsync("flaky?set=unit"))["tests"]!.AsArray())!;
        Assert.Equal(("Cart.adds", "Flaky"), ((string?)flaky["name"], (string?)flaky["flakiness"]!["verdict"]));
        Assert.Equal($"{Commit(7)}", (string?)Assert.Single(flaky["flakiness"]!["evidence"]!.AsArray())!["commit"]);
    }

    [Fact]
    public async Task Slow_tests_and_those_that_became_slower_are_told()
    {
        for (var commit = 0; commit < 8; commit++) await UploadAsync(commit, Report("", commit == 7 ? "9.5" : "1.5"));
        var slow = await GetAsync("slowest?set=unit&count=1");
        Assert.Equal(("Cart.adds", 1.5), ((string?)slow["tests"]![0]!["name"], (double)slow["tests"]![0]!["medianSeconds"]!));
        Assert.Equal(9.5, (double)Assert.Single(slow["regressions"]!.AsArray())!["newestSeconds"]!);
    }

    [Fact]
    public async Task Sets_and_runs_are_listed_page_by_page()
    {
        for (var commit = 0; commit < 5; commit++) await UploadAsync(commit, Report(commit == 3 ? "<failure/>" : ""));
        Assert.Equal("unit", (string?)Assert.Single((await GetAsync(""))["sets"]!.AsArray())!["set"]);
        var (seen, older) = (new List<string?>(), "");
        for (var pages = 0; pages < 10; pages++)
        {
            var page = await GetAsync($"?set=unit&count=2&older={older}");
            seen.AddRange(page["runs"]!.AsArray().Select(r => (string?)r!["run"]!["commit"]));
            if ((older = (string?)page["older"]) is null) break;
        }

        Assert.Equal(Enumerable.Range(0, 5).Reverse().Select(c => $"{Commit(c)}"), seen);
    }

    [Theory]
    [InlineData("?set=none", HttpStatusCode.NotFound)]
    [InlineData("history?set=unit&test=none", HttpStatusCode.NotFound)]
    [InlineData("history?set=unit", HttpStatusCode.BadRequest)]
    [InlineData("flaky?set=none", HttpStatusCode.NotFound)]
    [InlineData("flaky?set=unit&count=101", HttpStatusCode.BadRequest)]
    [InlineData("slowest", HttpStatusCode.BadRequest)]
    [InlineData("?set=unit&older=x", HttpStatusCode.BadRequest)]
    public async Task Questions_that_have_no_answer_are_refused(string question, HttpStatusCode status)
    {
        await UploadAsync(0, Report(""));
        using var answer = await _host.Client.GetAsync(PathOf(question));
        Assert.Equal(status, answer.StatusCode);
        await _host.SignInAsync(null);
        using var nobody = await _host.Client.GetAsync(PathOf(question));
        Assert.Equal(HttpStatusCode.Unauthorized, nobody.StatusCode);
        await _host.SignInAsync(AccessLevel.Upload);
    }

    [Fact]
    public async Task An_upload_whose_history_cannot_be_written_is_not_told_and_its_repetition_is()
    {
        var keeping = new ReportKeeping(_host.Services.GetRequiredService<IPayloadStore>(), [new Away()], []);
        var intake = ActivatorUtilities.CreateInstance<ResultsIntake>(_host.Services, keeping);
        var upload = ResultsUpload.Of(new ChangeId(_product, Commit(0)), "unit", 1, "token:ci");
        var bytes = Encoding.UTF8.GetBytes(Report(""));
        var report = new UploadedReport("a.xml", new MemoryStream(bytes), Digest.Sha256(bytes));
        var failure = await Assert.ThrowsAsync<StewardException>(() => intake.ReceiveAsync(upload, [report], CancellationToken.None));
        Assert.Equal(FailureKind.Unavailable, failure.Kind);
        Assert.Empty(await _host.EvidenceAsync(_product, Subject.Commit(Commit(0))));
        Assert.Empty(_host.Told);
        await _host.Services.GetRequiredService<ResultsIntake>().ReceiveAsync(upload, [report], CancellationToken.None);
        await _host.Services.GetRequiredService<ResultsIntake>().ReceiveAsync(upload, [report], CancellationToken.None);
        Assert.Single((await GetAsync("history?set=unit&test=Cart.adds"))["runs"]!.AsArray());
    }

    [Fact]
    public async Task The_housekeeping_keeps_what_the_policy_says_and_may_run_twice()
    {
        for (var commit = 0; commit < 3; commit++) await UploadAsync(commit, Report(""));
        var history = _host.Services.GetRequiredService<ITestHistory>();
        var trim = ActivatorUtilities.CreateInstance<TrimTestHistory>(_host.Services);
        var set = new TestSetOf(_product, "unit");
        Assert.Null(await trim.RunAsync(new TrimStep(set, DateTimeOffset.UtcNow.AddDays(89), null, 0), CancellationToken.None));
        Assert.Equal(3, (await GetAsync("history?set=unit&test=Cart.adds"))["runs"]!.AsArray().Count);
        for (var twice = 0; twice < 2; twice++)
            Assert.Null(await trim.RunAsync(new TrimStep(set, DateTimeOffset.UtcNow.AddDays(91), null, 0), CancellationToken.None));
        Assert.Null(await history.FindAsync(_product, "unit", "Cart.adds", 10, CancellationToken.None));
    }

    private static CommitSha Commit(int number) => CommitSha.Parse($"{number + 1:x40}");

    private static string Report(string adds, string seconds = "0.1") =>
        $"<testsuite name='s'><testcase classname='Cart' name='adds' time='{seconds}'>{adds}</testcase><testcase classname='Cart' name='removes' time='0.2'/></testsuite>";

    private string PathOf(string question) => $"api/products/{_product}/tests{(question.Length == 0 || question[0] == '?' ? "" : "/")}{question}";

    private Task PushAsync(int commit) => _host.Services.GetRequiredService<IChangeStore>().PutAsync(
        new ChangeRecord
        {
            Id = new ChangeId(_product, Commit(commit)), Ref = "refs/heads/main", Before = CommitSha.None, Actor = "github:ada",
            ReceivedAt = Pushed.AddMinutes(commit), State = ChangeState.Decided,
        },
        CancellationToken.None);

    private Task<JsonNode> UploadAsync(int commit, string report, int attempt = 1) =>
        _host.OkAsync($"api/results/{_product}/{Commit(commit)}?set=unit&attempt={attempt}", report);

    private async Task<JsonNode> GetAsync(string question)
    {
        using var answer = await _host.Client.GetAsync(PathOf(question));
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, text);
        return JsonNode.Parse(text)!;
    }

    private sealed class Away : IReportKeeper
    {
        public Task KeepAsync(ResultsUpload upload, string digest, TestReport report, CancellationToken cancellation) =>
            throw StewardException.Unavailable("Storage does not answer.");
    }
}
