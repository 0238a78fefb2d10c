using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Steward.Access;
using Steward.Gates;
using Steward.Kernel;
using Steward.Ledger;
using Steward.Stages.Testing.Results.Uploads;
using Steward.TestKit.Git;
using Steward.TestKit.Uploads;
using Xunit;

namespace Steward.StorageTests.Testing;

public sealed class ResultsUploadTests : IAsyncLifetime
{
    private const string Green = "<testsuite name='s'><testcase name='a'/><testcase name='b'/></testsuite>";
    private const string Red = "<testsuite name='s'><testcase classname='Cart' name='adds'><failure message='secret@example.org'/></testcase></testsuite>";
    private static readonly CommitSha Sha = CommitSha.Parse(new string('c', 40));
    private UploadHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await UploadHost.StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task A_report_becomes_evidence_and_the_change_is_told()
    {
        var product = await _host.RegisterAsync("shop/cart");
        var answer = await _host.OkAsync($"api/results/Shop/Cart/{Sha}?set=unit", Red);
        Assert.Equal("Fail", (string?)answer["gate"]!["verdict"]);
        Assert.Equal(1, (int)answer["total"]!["failed"]!);
        var evidence = Assert.Single(await _host.EvidenceAsync(product, Subject.Commit(Sha))).Evidence;
        Assert.Equal(("results.received", "token:ci-Upload", EvidenceOutcome.Fail), (evidence.Kind, evidence.Actor, evidence.Outcome));
        Assert.Equal("Cart.adds", (string?)evidence.Details!["firstFailed"]![0]);
        Assert.Equal([(new ChangeId(product, Sha), "results.received")], _host.Told);
    }

    [Fact]
    public async Task Texts_of_tests_are_in_the_payload_and_never_in_the_ledger()
    {
        var product = await _host.RegisterAsync("shop/cart");
        await _host.OkAsync($"api/results/{product}/{Sha}?set=unit", Red);
        var evidence = Assert.Single(await _host.EvidenceAsync(product, Subject.Commit(Sha))).Evidence;
        Assert.DoesNotContain("secret@example.org", Json.Write(evidence), StringComparison.Ordinal);
        var payloads = (IPayloadStore)_host.Services.GetService(typeof(IPayloadStore))!;
        var payload = JsonNode.Parse((await payloads.GetAsync(product, evidence.Payload!, CancellationToken.None))!)!;
        Assert.Equal("secret@example.org", (string?)payload["cases"]![0]!["message"]);
    }

    [Fact]
    public async Task The_same_report_of_the_same_attempt_is_recorded_once()
    {
        var product = await _host.RegisterAsync("shop/cart");
        var path = $"api/results/{product}/{Sha}?set=unit";
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => _host.OkAsync(path, Green)));
        Assert.Single(answers.Select(a => (long)a["files"]![0]!["evidence"]!).Distinct());
        await _host.OkAsync(path + "&attempt=2", Green);
        Assert.Equal(2, (await _host.EvidenceAsync(product, Subject.Commit(Sha))).Count);
    }

    [Fact]
    public async Task Several_files_are_taken_in_one_upload_and_a_bad_one_hides_no_other()
    {
        var product = await _host.RegisterAsync("shop/cart");
        using var form = new MultipartFormDataContent
        {
            { new StringContent(Green), "report", "green.xml" }, { new StringContent("nonsense"), "report", "bad.xml" }, { new StringContent(Red), "report", "red.xml" },
        };
        var answer = await _host.OkAsync($"api/results/{product}/{Sha}?set=unit", form);
        Assert.Equal(["green.xml", "bad.xml", "red.xml"], answer["files"]!.AsArray().Select(f => (string?)f!["file"]));
        Assert.Equal((3, "Error"), ((int)answer["total"]!["tests"]!, (string?)answer["gate"]!["verdict"]));
        Assert.Equal(3, (await _host.EvidenceAsync(product, Subject.Commit(Sha))).Count);
    }

    [Fact]
    public async Task An_upload_that_breaks_at_its_second_file_leaves_nothing()
    {
        var product = await _host.RegisterAsync("shop/cart");
        var payloads = new SecondFails(_host.Services.GetRequiredService<IPayloadStore>());
        var intake = ActivatorUtilities.CreateInstance<ResultsIntake>(_host.Services, ActivatorUtilities.CreateInstance<ReportKeeping>(_host.Services, payloads));
        var upload = ResultsUpload.Of(new ChangeId(product, Sha), "unit", 1, "token:ci");
        UploadedReport[] reports = [.. new[] { Green, Red }.Select((r, i) => new UploadedReport($"{i}.xml", new MemoryStream(Encoding.UTF8.GetBytes(r)), Digest.Sha256(r)))];
        await Assert.ThrowsAsync<StewardException>(() => intake.ReceiveAsync(upload, reports, CancellationToken.None));
        Assert.Empty(await _host.EvidenceAsync(product, Subject.Commit(Sha)));
        Assert.Empty(_host.Told);
    }

    [Fact]
    public async Task More_files_than_can_be_taken_together_are_refused()
    {
        var product = await _host.RegisterAsync("shop/cart");
        using var form = new MultipartFormDataContent();
        for (var i = 0; i <= ILedger.MaxTogether; i++) form.Add(new StringContent(Green), "report", $"{i}.xml");
        using var answer = await _host.PostAsync($"api/results/{product}/{Sha}?set=unit", form);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("more than 98 files", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task From_missing_to_fail_to_pass_by_uploads_about_this_commit_only()
    {
        await using var repository = await GitRepositoryBuilder.CreateAsync();
        repository.Write("steward.yaml", "version: 1\ntesting:\n  sets:\n    unit: {minimum: 2}\n");
        var commit = await repository.CommitAsync("Declare a test set");
        var change = new ChangeId(await _host.RegisterAsync("shop/cart", repository), commit);
        Assert.Equal(Verdict.Missing, (await _host.JudgeAsync(change, "results")).Verdict);
        await _host.OkAsync($"api/results/{change.Product}/{Sha}?set=unit", Green);
        Assert.Equal(Verdict.Missing, (await _host.JudgeAsync(change, "results")).Verdict);
        await _host.OkAsync($"api/results/{change.Product}/{commit}?set=unit", "<testsuites/>");
        Assert.StartsWith("0 tests", (await _host.JudgeAsync(change, "results")).Reason, StringComparison.Ordinal);
        await _host.OkAsync($"api/results/{change.Product}/{commit}?set=unit&attempt=2", Red);
        Assert.Equal("Attempt 2: 1 failed of 1 test: Cart.adds.", (await _host.JudgeAsync(change, "results")).Reason);
        await _host.OkAsync($"api/results/{change.Product}/{commit}?set=unit&attempt=3", Green);
        Assert.Equal("Attempt 3: 1 failed of 3 tests: Cart.adds (attempt 2).", (await _host.JudgeAsync(change, "results")).Reason);
        await _host.OkAsync($"api/results/{change.Product}/{commit}?set=unit&attempt=4", "<testsuite name='s'><testcase classname='Cart' name='adds'/></testsuite>");
        Assert.Equal(Verdict.Pass, (await _host.JudgeAsync(change, "results")).Verdict);
    }

    [Theory]
    [InlineData("shop/cart/abc?set=unit", HttpStatusCode.BadRequest, "full commit sha")]
    [InlineData("shop/cart/0000000000000000000000000000000000000000?set=unit", HttpStatusCode.BadRequest, "all-zero")]
    [InlineData("shop/cart/{sha}", HttpStatusCode.BadRequest, "set=NAME")]
    [InlineData("shop/cart/{sha}?set=a%20b", HttpStatusCode.BadRequest, "not the name of a test set")]
    [InlineData("shop/cart/{sha}?set=unit&attempt=0", HttpStatusCode.BadRequest, "from 1 to 1000")]
    [InlineData("shop/cart/{sha}?set=unit&attempt=99999999999", HttpStatusCode.BadRequest, "'attempt' is missing or not of the form")]
    [InlineData("shop/cart/{sha}?set=unit&attempt=second", HttpStatusCode.BadRequest, "'attempt' is missing or not of the form")]
    [InlineData("shop/other/{sha}?set=unit", HttpStatusCode.NotFound, "not registered")]
    public async Task Wrong_requests_are_refused_with_a_sentence(string path, HttpStatusCode status, string sentence)
    {
        await _host.RegisterAsync("shop/cart");
        using var answer = await _host.PostAsync("api/results/" + path.Replace("{sha}", $"{Sha}", StringComparison.Ordinal), Green);
        Assert.Equal(status, answer.StatusCode);
        Assert.Contains(sentence, (string?)JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["detail"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_callers_with_the_level_may_upload()
    {
        var product = await _host.RegisterAsync("shop/cart");
        await _host.SignInAsync(AccessLevel.Read);
        Assert.Equal(HttpStatusCode.Forbidden, (await _host.PostAsync($"api/results/{product}/{Sha}?set=unit", Green)).StatusCode);
        await _host.SignInAsync(null);
        Assert.Equal(HttpStatusCode.Unauthorized, (await _host.PostAsync($"api/results/{product}/{Sha}?set=unit", Green)).StatusCode);
        Assert.Empty(await _host.EvidenceAsync(product, Subject.Commit(Sha)));
    }

    [Fact]
    public async Task A_body_beyond_the_limit_is_refused_and_a_large_one_is_streamed()
    {
        var product = await _host.RegisterAsync("shop/cart");
        using var large = new StreamContent(new RepeatedReport(tests: 50_000));
        var answer = await _host.OkAsync($"api/results/{product}/{Sha}?set=unit", large);
        Assert.Equal(50_000, (int)answer["total"]!["passed"]!);
        using var beyond = new StreamContent(new RepeatedReport(tests: 3_000_000)) { Headers = { ContentLength = 101 * 1024 * 1024 } };
        Assert.True(await IsRefusedAsync($"api/results/{product}/{Sha}?set=unit&attempt=2", beyond));
        Assert.Single(await _host.EvidenceAsync(product, Subject.Commit(Sha)));
    }

    // The server may answer 413 and close the connection while the client is still sending.
    private async Task<bool> IsRefusedAsync(string path, HttpContent body)
    {
        try
        {
            return (await _host.PostAsync(path, body)).StatusCode == HttpStatusCode.RequestEntityTooLarge;
        }
        catch (HttpRequestException)
        {
            return true;
        }
    }

    private sealed class SecondFails(IPayloadStore inner) : IPayloadStore
    {
        private int _puts;

        public Task<string> PutAsync(ProductId product, ReadOnlyMemory<byte> payload, CancellationToken cancellation) =>
            ++_puts == 2 ? throw StewardException.Unavailable("on purpose") : inner.PutAsync(product, payload, cancellation);

        public Task<byte[]?> GetAsync(ProductId product, string digest, CancellationToken cancellation) => inner.GetAsync(product, digest, cancellation);
    }
}
