using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Steward.Access;
using Steward.Gates;
using Steward.Kernel;
using Steward.Ledger;
using Steward.TestKit.Git;
using Steward.TestKit.Uploads;
using Xunit;

namespace Steward.StorageTests.Testing;

/// <summary>Announcements through the API.</summary>
public sealed class AnnounceTests : IAsyncLifetime
{
    private const string Green = "<testsuite name='s'><testcase name='a'/></testsuite>";
    private static readonly CommitSha Sha = CommitSha.Parse(new string('c', 40));
    private UploadHost _host = null!;
    private ProductId _product;

    public async ValueTask InitializeAsync()
    {
        _host = await UploadHost.StartAsync();
        _product = await _host.RegisterAsync("shop/cart");
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task An_announcement_becomes_evidence_with_its_tests_as_payload_and_the_change_is_told()
    {
        var answer = await AnnounceAsync("""{"set":"unit","attempt":2,"shards":4,"tests":["b"," a ","b"]}""");
        Assert.Equal(("unit", 2, 4, 2), ((string?)answer["sets"]![0]!["set"], (int)answer["sets"]![0]!["attempt"]!, (int)answer["sets"]![0]!["shards"]!, (int)answer["sets"]![0]!["tests"]!));
        var evidence = Assert.Single(await EvidenceAsync());
        Assert.Equal(("tests.announced", "token:ci-Upload", EvidenceOutcome.Info, "unit, attempt 2: 4 shards, 2 tests"), (evidence.Kind, evidence.Actor, evidence.Outcome, evidence.Summary));
        Assert.Equal(("api", "announced", 2), ((string?)evidence.Details!["source"], (string?)evidence.Details["state"], (int)evidence.Details["tests"]!));
        var payload = await _host.Services.GetRequiredService<IPayloadStore>().GetAsync(_product, evidence.Payload!, default);
        Assert.Equal(["a", "b"], JsonNode.Parse(payload!)!["tests"]!.AsArray().Select(t => (string?)t));
        Assert.Equal([(new ChangeId(_product, Sha), "tests.announced")], _host.Told);
    }

    [Fact]
    public async Task Announcing_twice_changes_nothing_and_several_sets_come_in_one_call()
    {
        const string Both = """[{"set":"unit"},{"set":"ui","shards":2,"state":"aborted","reason":"no browser"}]""";
        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => AnnounceAsync(Both)));
        var evidence = await EvidenceAsync();
        Assert.Equal(["unit, attempt 1: announced", "ui, attempt 1: aborted"], evidence.Select(e => e.Summary));
        Assert.Equal((EvidenceOutcome.Fail, "no browser"), (evidence[1].Outcome, (string?)evidence[1].Details!["reason"]));
    }

    [Theory]
    [InlineData("""{"set":"unit","shard":3}""", "shard must be from 1 to shards")]
    [InlineData("""{"set":"unit","shards":1001}""", "shards is 1001; it must be from 1 to 1000")]
    [InlineData("""{"set":"unit","attempt":0}""", "attempt is 0; it must be from 1 to 1000")]
    [InlineData("""{"set":"a b"}""", "is not the name of a test set")]
    [InlineData("""{}""", "is not the name of a test set")]
    [InlineData("""{"set":"unit","state":"aborted"}""", "an aborted attempt needs its reason")]
    [InlineData("""{"set":"unit","state":"paused"}""", "cannot be read at $.state")]
    [InlineData("""{"set":"unit","state":1}""", "cannot be read at $.state")]
    [InlineData("""{"set":"unit","attemp":2}""", "cannot be read at $.attemp")]
    [InlineData("""{"set":"unit","parts":1}""", "parts must be from 1 to shards")]
    [InlineData("""{"set":"unit","set":"ui"}""", "cannot be read")]
    [InlineData("""{"set":"unit","shards":"4"}""", "cannot be read at $.shards")]
    [InlineData("""{"set":"unit","tests":[]}""", "tests has 0 names")]
    [InlineData("""{"set":"unit","tests":["a",null]}""", "the name of a test must have 1 to")]
    [InlineData("[]", "0 announcements came; from 1 to 98 are taken together")]
    [InlineData("[null]", "An announcement is null.")]
    [InlineData("null", "An announcement is null.")]
    [InlineData("nonsense", "cannot be read at $, line 1")]
    [InlineData("", "cannot be read")]
    public async Task What_cannot_be_right_is_refused_with_a_sentence_and_nothing_is_recorded(string body, string sentence)
    {
        using var answer = await _host.PostAsync(Path, body);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(sentence, (string?)JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["detail"], StringComparison.Ordinal);
        Assert.Empty(await EvidenceAsync());
    }

    [Fact]
    public async Task A_byte_order_mark_is_passed_over_and_another_type_is_refused_by_name()
    {
        await AnnounceAsync("\uFEFF{\"set\":\"unit\"}");
        using var form = new StringContent("{\"set\":\"ui\"}", System.Text.Encoding.UTF8, "application/x-www-form-urlencoded");
        using var answer = await _host.PostAsync(Path, form);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, answer.StatusCode);
        Assert.Contains("send the body as application/json", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Single(await EvidenceAsync());
    }

    [Fact]
    public async Task One_commit_has_at_most_500_sets_announced_and_what_is_there_takes_no_more_room()
    {
        foreach (var part in Enumerable.Range(0, 500).Chunk(98)) await AnnounceAsync(Sets(part));
        await AnnounceAsync(Sets(Enumerable.Range(450, 50)));
        using var answer = await _host.PostAsync(Path, Sets([500]));
        Assert.Contains("This commit would have 501 test sets announced; at most 500 are taken.", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(500, (await EvidenceAsync()).Count);
    }

    [Fact]
    public async Task More_tests_than_are_taken_and_callers_without_the_level_are_refused()
    {
        var many = $$"""{"set":"unit","tests":[{{string.Join(',', Enumerable.Range(0, 200_001).Select(i => $"\"t{i}\""))}}]}""";
        using (var answer = await _host.PostAsync(Path, many)) Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        using (var answer = await _host.PostAsync($"api/results/shop/nothing/{Sha}/announce", "{\"set\":\"unit\"}")) Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        await _host.SignInAsync(AccessLevel.Read);
        using (var answer = await _host.PostAsync(Path, "{\"set\":\"unit\"}")) Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        await _host.SignInAsync(null);
        using (var answer = await _host.PostAsync(Path, "{\"set\":\"unit\"}")) Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Empty(await EvidenceAsync());
    }

    [Fact]
    public async Task Two_hundred_thousand_tests_are_announced_and_those_that_do_not_come_are_named()
    {
        await using var repository = await GitRepositoryBuilder.CreateAsync();
        var head = await repository.Write("steward.yaml", "version: 1\ntesting: {sets: {unit: {}}}\n").CommitAsync("Begin");
        var change = new ChangeId(await _host.RegisterAsync("shop/large", repository), head);
        var names = string.Join(',', Enumerable.Range(0, 200_000).Select(i => $"\"t{i}\""));
        await _host.OkAsync($"api/results/{change.Product}/{head}/announce", $$"""{"set":"unit","tests":[{{names}}]}""");
        await _host.OkAsync($"api/results/{change.Product}/{head}?set=unit", "<testsuite name='s'><testcase name='t7'/><testcase name='t8'/></testsuite>");
        var node = Assert.Single((await _host.JudgeAsync(change, "results")).Children);
        Assert.Equal(Verdict.Missing, node.Verdict);
        Assert.StartsWith("199998 of 200000 announced tests are in no report: t0, t1, t10 and 199995 more.", node.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_report_of_two_shards_is_two_and_a_wrong_shard_is_refused()
    {
        foreach (var shard in new[] { "1/2", "2/2", "2/2" })
            Assert.Equal(2, (int)(await _host.OkAsync($"api/results/{_product}/{Sha}?set=unit&shard={shard}", Green))["shard"]!["count"]!);
        Assert.Equal([(1, 2), (2, 2)], (await EvidenceAsync()).Select(e => ((int)e.Details!["shard"]!, (int)e.Details["shards"]!)));
        foreach (var wrong in new[] { "0/2", "3/2", "1", "1/1001", "a/b", "1/2/3", "+1/2", "" })
        {
            using var answer = await _host.PostAsync($"api/results/{_product}/{Sha}?set=unit&shard={Uri.EscapeDataString(wrong)}", Green);
            Assert.True(answer.StatusCode == HttpStatusCode.BadRequest, wrong);
            Assert.Contains("it must be K/N", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
    }

    private string Path => $"api/results/{_product}/{Sha}/announce";

    private static string Sets(IEnumerable<int> numbers) => $"[{string.Join(',', numbers.Select(i => $$"""{"set":"s{{i}}"}"""))}]";

    private Task<JsonNode> AnnounceAsync(string body) => _host.OkAsync(Path, body);

    private async Task<List<Evidence>> EvidenceAsync() => [.. (await _host.EvidenceAsync(_product, Subject.Commit(Sha))).Select(e => e.Evidence)];
}
