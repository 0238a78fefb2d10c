using Steward.TestKit;
using Steward.TestKit.Git;

namespace Steward.SystemTests.Commands;

public sealed class ResultsCommandTests : IDisposable
{
    private const string Green = "<testsuite name='s'><testcase name='a' time='1,5'/></testsuite>";
    private readonly CommandFolder _steward = new();

    public void Dispose() => _steward.Dispose();

    [Fact]
    public async Task Several_files_are_read_and_a_bad_one_hides_no_other()
    {
        var red = Repository.PathOf("tests", "fixtures", "results", "xunit-v3.trx");
        var (exit, json) = await _steward.JsonAsync("results", "read", _steward.Write("green.xml", Green), red, _steward.Write("bad.xml", "<testsuite><testcase/>"), "absent.xml");
        Assert.Equal(2, exit);
        var files = json["files"]!.AsArray();
        Assert.Equal(["JUnit", "TRX", "JUnit", null], files.Select(f => (string?)f!["format"]));
        Assert.True(files[0]!.AsObject().ContainsKey("problem") && files[0]!["problem"] is null);
        Assert.All(files.Skip(2), f => Assert.NotNull((string?)f!["problem"]));
        string[] names = ["suites", "tests", "passed", "failed", "errored", "skipped", "flaky", "durationSeconds"];
        Assert.All(names, name => Assert.NotNull(json["total"]![name]));
        Assert.Equal((9, 6, 2, 1, 1.5), ((int)json["total"]!["tests"]!, (int)json["total"]!["passed"]!, (int)json["total"]!["failed"]!, (int)json["total"]!["skipped"]!, (double)files[0]!["durationSeconds"]!));
    }

    [Theory]
    [InlineData("<testsuite><testcase name='a'/></testsuite>", 0)]
    [InlineData("<testsuite><testcase name='a'><skipped/></testcase></testsuite>", 0)]
    [InlineData("<testsuite><testcase name='a'><failure/></testcase></testsuite>", 1)]
    [InlineData("<testsuite><testcase name='a'><error/></testcase></testsuite>", 1)]
    [InlineData("<testsuite><testcase name='a'><error/></testcase>", 2)]
    [InlineData("", 2)]
    public async Task The_exit_code_is_the_answer(string report, int exit) =>
        Assert.Equal(exit, (await _steward.RunAsync("results", "read", _steward.Write("report", report))).Exit);

    [Fact]
    public async Task Cases_are_listed_one_by_one()
    {
        var (exit, json) = await _steward.JsonAsync("results", "cases", Repository.PathOf("tests", "fixtures", "results", "node-test.junit.xml"));
        Assert.Equal(1, exit);
        var test = json["cases"]!.AsArray().Single(c => (string?)c!["name"] == "fails on purpose")!;
        Assert.Equal(("cart", "failed"), ((string?)test["suite"], (string?)test["outcome"]));
        Assert.Contains("strictly equal", (string?)test["message"], StringComparison.Ordinal);
        Assert.Equal(["failed", "passed", "skipped"], json["cases"]!.AsArray().Select(c => (string?)c!["outcome"]).Distinct().Order());
    }

    [Fact]
    public async Task Counts_are_told_apart_and_a_folder_is_told_by_name()
    {
        Directory.CreateDirectory(Path.Combine(_steward.Path, "reports"));
        var report = _steward.Write("flaky.xml", "<testsuite tests='2'><testcase name='a'><failure/></testcase><testcase name='a'/></testsuite>");
        var (exit, json) = await _steward.JsonAsync("results", "read", report, _steward.Write("green.xml", Green), "reports");
        Assert.Equal(2, exit);
        var file = json["files"]![0]!;
        Assert.Equal((2, 1, 2, 1, 2), ((int)file["tests"]!, (int)file["uniqueTests"]!, (int)file["runs"]!, (int)file["flaky"]!, (int)file["declared"]!["tests"]!));
        Assert.Equal((3, 2), ((int)json["total"]!["tests"]!, (int)json["total"]!["uniqueTests"]!));
        Assert.Contains("folder", (string?)json["files"]![2]!["problem"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cases_of_a_broken_or_absent_report_are_one_whole_document()
    {
        var broken = _steward.Write("broken.xml", "<testsuite><testcase name='a'/><testcase name='b'><fail");
        var (exit, json) = await _steward.JsonAsync("results", "cases", broken);
        Assert.Equal((2, "a"), (exit, (string?)Assert.Single(json["cases"]!.AsArray())!["name"]));
        Assert.Contains("breaks off", (string?)json["file"]!["problem"], StringComparison.Ordinal);
        var (absent, nothing) = await _steward.JsonAsync("results", "cases", "absent.xml");
        Assert.Equal((2, 0), (absent, nothing["cases"]!.AsArray().Count));
    }

    [Fact]
    public async Task Results_never_claim_a_commit_that_was_not_tested()
    {
        await using var repository = await GitRepositoryBuilder.CreateAsync();
        await repository.Write("a.txt", "a").CommitAsync("Begin");
        repository.Write("a.txt", "b");
        var file = Path.Combine(_steward.Path, _steward.Write("green.xml", Green));
        var (exit, _, error) = await CommandFolder.InAsync(repository.Path, "results", "push", file, "--product", "shop/cart", "--set", "unit");
        Assert.Equal(2, exit);
        Assert.Contains("differ from the commit", error.ReplaceLineEndings(" "), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lines_of_logs_are_told_their_groups_one_by_one()
    {
        var log = _steward.Write("log", "ERROR order 1 failed\n\nERROR till closed\n   at Shop.Till()\nERROR order 2 failed\n");
        var (exit, json) = await _steward.JsonAsync("errors", "group", log);
        var lines = json["lines"]!.AsArray().Select(l => (string?)l).ToList();
        Assert.Equal((0, 5, 2), (exit, lines.Count, json["groups"]!.AsArray().Count));
        Assert.Equal((lines[4], lines[3], null), (lines[0], lines[2], lines[1]));
        var first = json["groups"]![0]!;
        Assert.Equal((lines[0], 2, 1, 5), ((string?)first["id"], (int)first["count"]!, (int)first["firstLine"]!, (int)first["lastLine"]!));
        Assert.Equal(("order <num> failed", "ERROR order 1 failed"), ((string?)first["template"], (string?)first["example"]));
    }
}
