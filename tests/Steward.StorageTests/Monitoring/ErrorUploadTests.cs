using System.Net;
using System.Text.Json.Nodes;
using Steward.Access;
using Steward.Gates;
using Steward.Kernel;
using Steward.Ledger;
using Steward.TestKit.Git;
using Steward.TestKit.Uploads;
using Xunit;

namespace Steward.StorageTests.Monitoring;

public sealed class ErrorUploadTests : IAsyncLifetime
{
    private const string Old = "2026-11-23 10:00:00 ERROR order 17 of alice@example.org failed\n2026-11-23 10:00:01 ERROR order 18 of bob@example.org failed\nERROR till closed\n";
    private const string New = "2026-11-24 10:00:00 ERROR order 99 of carol@example.org failed\n{\"@mt\":\"Drawer {Id} is stuck\",\"Id\":3}\n";
    private UploadHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await UploadHost.StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task The_report_names_what_is_new_and_gone_since_the_release_before()
    {
        var product = await _host.RegisterAsync("shop/cart");
        Assert.Null((string?)(await _host.OkAsync($"api/logs/{product}/v1", Old))["since"]);
        var receipt = await _host.OkAsync($"api/logs/{product}/v2", New);
        Assert.Equal("Drawer {Id} is stuck", (string?)Assert.Single(receipt["newGroups"]!.AsArray())!["template"]);
        var report = await ReportAsync(product, "v2");
        Assert.Equal(("v1", 2), ((string?)report["since"], report["groups"]!.AsArray().Count));
        var same = report["groups"]!.AsArray().Single(g => !(bool)g!["isNew"]!)!;
        Assert.Equal((1, 2), ((int)same["count"]!, (int)same["countBefore"]!));
        Assert.EndsWith("till closed", (string?)Assert.Single(report["gone"]!.AsArray())!["template"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_lines_count_once_however_often_they_come()
    {
        var product = await _host.RegisterAsync("shop/cart");
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => _host.OkAsync($"api/logs/{product}/v1", Old)));
        Assert.Equal(3, await ErrorsAsync(product, "v1"));
        await _host.OkAsync($"api/logs/{product}/v1", Old, ("Idempotency-Key", "batch 1"));
        await _host.OkAsync($"api/logs/{product}/v1", Old, ("Idempotency-Key", "batch 1"));
        Assert.Equal(6, await ErrorsAsync(product, "v1"));
        using var reused = await _host.PostAsync($"api/logs/{product}/v1", New, ("Idempotency-Key", "batch 1"));
        Assert.Equal(HttpStatusCode.BadRequest, reused.StatusCode);
        Assert.Equal(6, await ErrorsAsync(product, "v1"));
    }

    [Fact]
    public async Task Many_groups_of_many_senders_at_once_are_all_counted()
    {
        var product = await _host.RegisterAsync("shop/cart");
        var lines = string.Concat(Enumerable.Range(0, 150).Select(i => $"{Word(i)} broke\n"));
        await Task.WhenAll(Enumerable.Range(0, 5).Select(i => _host.OkAsync($"api/logs/{product}/v1", lines, ("Idempotency-Key", $"sender {i}"))));
        Assert.Equal(750, await ErrorsAsync(product, "v1"));
        Assert.Equal(150, (await ReportAsync(product, "v1"))["groups"]!.AsArray().Count);
    }

    [Fact]
    public async Task What_is_stored_is_masked()
    {
        var product = await _host.RegisterAsync("shop/cart");
        await _host.OkAsync($"api/logs/{product}/v1", Old);
        var report = (await ReportAsync(product, "v1")).ToJsonString();
        Assert.DoesNotContain("@example.org", report, StringComparison.Ordinal);
        Assert.Contains("<email>", JsonNode.Parse(report)!["groups"]![0]!["example"]!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_newest_release_is_shown_beside_a_change_and_stands_in_nobodys_way()
    {
        await using var repository = await GitRepositoryBuilder.CreateAsync();
        var commit = await repository.Write("a.txt", "a").CommitAsync("Begin");
        await repository.TagAsync("v1");
        var product = await _host.RegisterAsync("shop/cart", repository);
        var change = new ChangeId(product, commit);
        Assert.Contains("no errors have been reported", (await _host.JudgeAsync(change, "errors")).Reason, StringComparison.Ordinal);
        await _host.OkAsync($"api/logs/{product}/v1", Old);
        await _host.OkAsync($"api/logs/{product}/v2", New);
        await _host.OkAsync($"api/logs/{product}/v1", Old + "ERROR late\n");
        var node = await _host.JudgeAsync(change, "errors");
        Assert.Equal(Verdict.NotNeeded, node.Verdict);
        Assert.Contains("Release v2 reported 1 error group that v1 did not have", node.Reason, StringComparison.Ordinal);
        Assert.Equal(2, (await _host.EvidenceAsync(product, Subject.Release("v1", commit))).Count);
        Assert.Single(await _host.EvidenceAsync(product, new Subject("release", "v2")));
    }

    [Fact]
    public async Task A_release_without_errors_is_a_release_to_compare_with()
    {
        var product = await _host.RegisterAsync("shop/cart");
        await _host.OkAsync($"api/logs/{product}/v1", "");
        Assert.Equal(2, (await _host.OkAsync($"api/logs/{product}/v2", Old))["newGroups"]!.AsArray().Count);
    }

    [Theory]
    [InlineData("api/logs/shop/other/v1", HttpStatusCode.NotFound)]
    [InlineData("api/logs/shop/cart/a..b", HttpStatusCode.BadRequest)]
    [InlineData("api/logs/shop/cart/a~b", HttpStatusCode.BadRequest)]
    public async Task Wrong_requests_are_refused(string path, HttpStatusCode status)
    {
        await _host.RegisterAsync("shop/cart");
        Assert.Equal(status, (await _host.PostAsync(path, Old)).StatusCode);
    }

    [Fact]
    public async Task Reports_need_their_level_and_a_release_that_was_reported()
    {
        var product = await _host.RegisterAsync("shop/cart");
        await _host.OkAsync($"api/logs/{product}/rel%2F1.0", Old);
        await _host.SignInAsync(AccessLevel.Read);
        Assert.Equal(3, await ErrorsAsync(product, "rel%2F1.0"));
        Assert.Equal(HttpStatusCode.Forbidden, (await _host.PostAsync($"api/logs/{product}/v1", Old)).StatusCode);
        using var unknown = await _host.Client.GetAsync($"api/products/{product}/errors/v9");
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
        Assert.Contains("rel/1.0", await unknown.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private async Task<long> ErrorsAsync(ProductId product, string release) => (long)(await ReportAsync(product, release))["errors"]!;

    private async Task<JsonNode> ReportAsync(ProductId product, string release) =>
        JsonNode.Parse(await _host.Client.GetStringAsync($"api/products/{product}/errors/{release}"))!;

    private static string Word(int number) => string.Concat($"{number}".Select(c => (char)('a' + c - '0'))) + "thing";
}
