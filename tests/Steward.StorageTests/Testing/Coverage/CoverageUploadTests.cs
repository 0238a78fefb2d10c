using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Steward.Access;
using Steward.Gates;
using Steward.Kernel;
using Steward.Ledger;
using Steward.Stages;
using Steward.Stages.Testing.Coverage;
using Steward.TestKit.Git;
using Steward.TestKit.Uploads;
using Xunit;

namespace Steward.StorageTests.Testing.Coverage;

public sealed class CoverageUploadTests : IAsyncLifetime
{
    private const string Policy = "version: 1\ntesting:\n  coverage: {changedLines: 80, exclude: [steward.yaml]}\n";
    private GitRepositoryBuilder _repository = null!;
    private UploadHost _host = null!;

    public async ValueTask InitializeAsync() => (_repository, _host) = (await GitRepositoryBuilder.CreateAsync(), await UploadHost.StartAsync());

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await _repository.DisposeAsync();
    }

    [Fact]
    public async Task A_report_becomes_evidence_by_the_paths_of_the_tree_and_the_change_is_told()
    {
        var (change, _) = await PushTwiceAsync();
        var answer = await _host.OkAsync($"api/coverage/{change.Product}/{change.Commit}?set=unit", Lcov("1,2", "3", "/ci/shop/src/cart.js", "/usr/lib/node.js"));
        Assert.Equal((1, 3, 2, 1), ((int)answer["files"]![0]!["files"]!, (int)answer["files"]![0]!["lines"]!, (int)answer["files"]![0]!["covered"]!, (int)answer["files"]![0]!["unknown"]!));
        var evidence = Assert.Single(await EvidenceAsync(change)).Evidence;
        Assert.Equal(("token:ci-Upload", EvidenceOutcome.Info, "unit: 2 of 3 lines in 1 file executed"), (evidence.Actor, evidence.Outcome, evidence.Summary));
        var payload = JsonNode.Parse((await _host.Services.GetRequiredService<IPayloadStore>().GetAsync(change.Product, evidence.Payload!, default))!)!;
        Assert.Equal("src/cart.js", (string?)payload["files"]![0]!["path"]);
        Assert.Equal("[1,2]", payload["files"]![0]!["covered"]!.ToJsonString());
        Assert.Equal("/usr/lib/node.js", (string?)payload["unknown"]![0]);
        Assert.Equal([(change, "coverage.received")], _host.Told);
    }

    [Fact]
    public async Task From_missing_to_fail_to_pass_by_the_lines_of_this_change_only()
    {
        var (change, before) = await PushTwiceAsync();
        await RecordAsync(change, before);
        Assert.Equal(Verdict.Missing, (await _host.JudgeAsync(change, "coverage")).Verdict);
        // The change added the lines 4 to 8; the lines 1 to 3 were there before.
        await _host.OkAsync($"api/coverage/{change.Product}/{change.Commit}?set=unit", Lcov("1,2,3,4,5", "6,7,8"));
        Assert.Equal("2 of 5 changed lines (40 %) were executed; the policy asks for 80 %: src/cart.js lines 6-8.", (await _host.JudgeAsync(change, "coverage")).Reason);
        await _host.OkAsync($"api/coverage/{change.Product}/{before}?set=ui", Lcov("6,7,8", ""));
        Assert.Equal(Verdict.Fail, (await _host.JudgeAsync(change, "coverage")).Verdict);
        await _host.OkAsync($"api/coverage/{change.Product}/{change.Commit}?set=ui", Lcov("6,7", "1,2,3,4,5,8"));
        Assert.Equal((Verdict.Pass, "4 of 5 changed lines (80 %) were executed; the policy asks for 80 %."), await JudgedAsync(change));
    }

    [Fact]
    public async Task Several_files_are_taken_in_one_upload_and_a_bad_one_hides_no_other()
    {
        var (change, before) = await PushTwiceAsync();
        await RecordAsync(change, before);
        using var form = new MultipartFormDataContent
        {
            { new StringContent(Lcov("4,5,6,7,8", "")), "report", "good.info" }, { new StringContent("nonsense"), "report", "bad" },
            { new StringContent(Lcov("1", "", "/usr/lib/other.js")), "report", "foreign.info" },
        };
        var answer = await _host.OkAsync($"api/coverage/{change.Product}/{change.Commit}?set=unit", form);
        Assert.Equal([null, "This is no report", "None of the 1 path"], answer["files"]!.AsArray().Select(f => ((string?)f!["problem"])?[..^1] is { } p ? p[..(p[0] == 'T' ? 17 : 18)] : null));
        Assert.Equal("/usr/lib/other.js", (string?)answer["files"]![2]!["firstUnknown"]![0]);
        Assert.Equal(3, (await EvidenceAsync(change)).Count);
        Assert.DoesNotContain(await EvidenceAsync(change), e => Json.Write(e).Contains("/usr/lib", StringComparison.Ordinal));
        Assert.Equal(Verdict.Error, (await JudgedAsync(change)).Verdict);
        await _host.OkAsync($"api/coverage/{change.Product}/{change.Commit}?set=unit&attempt=2", Lcov("4,5,6,7,8", ""));
        Assert.Equal(Verdict.Pass, (await JudgedAsync(change)).Verdict);
    }

    [Fact]
    public async Task The_reports_of_an_archive_are_taken_in_each_by_itself_and_again_as_the_same()
    {
        var (change, before) = await PushTwiceAsync();
        await RecordAsync(change, before);
        var path = $"api/coverage/{change.Product}/{change.Commit}?set=unit";
        var zip = Zip(("a/lcov.info", Lcov("4,5", "")), ("junit.xml", "<testsuite/>"), ("inner.zip", Zip(("lcov.info", Lcov("6,7,8", "")))));
        using var first = new ByteArrayContent(zip);
        var answer = await _host.OkAsync(path, first);
        Assert.Equal(["body!a/lcov.info", "body!inner.zip!lcov.info"], answer["files"]!.AsArray().Select(f => (string?)f!["file"]));
        Assert.Equal("Beside reports the archive holds 1 other file: junit.xml.", (string?)answer["files"]![1]!["notes"]![0]);
        using var again = new ByteArrayContent(zip);
        await _host.OkAsync(path, again);
        Assert.Equal((2, Verdict.Pass), ((await EvidenceAsync(change)).Count, (await JudgedAsync(change)).Verdict));
    }

    [Fact]
    public async Task An_archive_that_is_cut_off_keeps_what_was_read_and_is_not_in_order()
    {
        var (change, before) = await PushTwiceAsync();
        await RecordAsync(change, before);
        using var cut = new ByteArrayContent(Zip(("lcov.info", Lcov("4,5,6,7,8", "")), ("other.info", Lcov("1", "")))[..^60]);
        var answer = await _host.OkAsync($"api/coverage/{change.Product}/{change.Commit}?set=unit", cut);
        Assert.Equal(("LCOV", 5), ((string?)answer["files"]![0]!["format"], (int)answer["files"]![0]!["covered"]!));
        Assert.StartsWith("The archive is cut off or damaged", (string?)answer["files"]!.AsArray()[^1]!["problem"], StringComparison.Ordinal);
        Assert.Equal(Verdict.Error, (await JudgedAsync(change)).Verdict);
    }

    [Fact]
    public async Task The_same_report_of_the_same_attempt_is_recorded_once()
    {
        var (change, _) = await PushTwiceAsync();
        var path = $"api/coverage/{change.Product}/{change.Commit}?set=unit";
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => _host.OkAsync(path, Lcov("1", ""))));
        Assert.Single(await EvidenceAsync(change));
    }

    [Theory]
    [InlineData("{product}/abc?set=unit", HttpStatusCode.BadRequest, "full commit sha")]
    [InlineData("{product}/0000000000000000000000000000000000000000?set=unit", HttpStatusCode.BadRequest, "all-zero")]
    [InlineData("{product}/cccccccccccccccccccccccccccccccccccccccc?set=unit", HttpStatusCode.NotFound, "cccccccccc")]
    [InlineData("{product}/{sha}", HttpStatusCode.BadRequest, "set=NAME")]
    [InlineData("{product}/{sha}?set=unit&attempt=0", HttpStatusCode.BadRequest, "from 1 to 1000")]
    [InlineData("shop/other/{sha}?set=unit", HttpStatusCode.NotFound, "not registered")]
    public async Task Wrong_requests_are_refused_with_a_sentence(string path, HttpStatusCode status, string sentence)
    {
        var (change, _) = await PushTwiceAsync();
        var filled = path.Replace("{sha}", $"{change.Commit}", StringComparison.Ordinal).Replace("{product}", $"{change.Product}", StringComparison.Ordinal);
        using var answer = await _host.PostAsync($"api/coverage/{filled}", Lcov("1", ""));
        Assert.Equal(status, answer.StatusCode);
        Assert.Contains(sentence, (string?)JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["detail"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_callers_with_the_level_may_upload()
    {
        var (change, _) = await PushTwiceAsync();
        await _host.SignInAsync(AccessLevel.Read);
        Assert.Equal(HttpStatusCode.Forbidden, (await _host.PostAsync($"api/coverage/{change.Product}/{change.Commit}?set=unit", Lcov("1", ""))).StatusCode);
        await _host.SignInAsync(null);
        Assert.Equal(HttpStatusCode.Unauthorized, (await _host.PostAsync($"api/coverage/{change.Product}/{change.Commit}?set=unit", Lcov("1", ""))).StatusCode);
        Assert.Empty(await EvidenceAsync(change));
    }

    private async Task<(ChangeId Change, CommitSha Before)> PushTwiceAsync()
    {
        var before = await _repository.Write("steward.yaml", Policy).Write("src/cart.js", "one\ntwo\nthree\n").CommitAsync("Begin");
        var commit = await _repository.Write("src/cart.js", "one\ntwo\nthree\nfour\nfive\nsix\nseven\neight\n").Write("notes.md", "a\n").CommitAsync("Go on");
        return (new ChangeId(await _host.RegisterAsync("shop/cart", _repository), commit), before);
    }

    private Task RecordAsync(ChangeId change, CommitSha before) =>
        ActivatorUtilities.CreateInstance<RecordChangedLines>(_host.Services).RunAsync(new StageRequest(change, before), CancellationToken.None);

    private async Task<(Verdict Verdict, string Reason)> JudgedAsync(ChangeId change) => await _host.JudgeAsync(change, "coverage") is var node ? (node.Verdict, node.Reason) : default;

    private async Task<List<LedgerEntry>> EvidenceAsync(ChangeId change) =>
        [.. (await _host.EvidenceAsync(change.Product, Subject.Commit(change.Commit))).Where(e => e.Evidence.Kind == "coverage.received")];

    private static byte[] Zip(params (string Name, object Content)[] files)
    {
        var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in files)
            {
                using var entry = archive.CreateEntry(name).Open();
                entry.Write(content as byte[] ?? Encoding.UTF8.GetBytes((string)content));
            }
        }

        return stream.ToArray();
    }

    private static string Lcov(string covered, string uncovered, params string[] files) =>
        string.Concat((files.Length == 0 ? ["src/cart.js"] : files).Select(f => $"TN:\nSF:{f}\n{Lines(covered, 1)}{Lines(uncovered, 0)}end_of_record\n"));

    private static string Lines(string lines, int hits) => string.Concat(lines.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(l => $"DA:{l},{hits}\n"));
}
