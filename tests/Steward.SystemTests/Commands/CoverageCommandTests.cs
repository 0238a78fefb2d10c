using System.IO.Compression;
using Steward.TestKit;

namespace Steward.SystemTests.Commands;

public sealed class CoverageCommandTests : IDisposable
{
    private readonly CommandFolder _steward = new();

    public void Dispose() => _steward.Dispose();

    [Fact]
    public async Task Several_files_are_read_and_a_bad_one_hides_no_other()
    {
        var (lcov, cobertura) = (Repository.PathOf("tests", "fixtures", "coverage", "c8", "lcov.info"), Repository.PathOf("tests", "fixtures", "coverage", "c8", "cobertura.xml"));
        var (exit, json) = await _steward.JsonAsync("coverage", "read", lcov, cobertura, _steward.Write("bad.xml", "<coverage line-rate='1'>"), "absent.info");
        Assert.Equal(2, exit);
        var files = json["files"]!.AsArray();
        Assert.Equal(["LCOV", "Cobertura", "Cobertura", null], files.Select(f => (string?)f!["format"]));
        Assert.True(files[0]!.AsObject().ContainsKey("problem") && files[0]!["problem"] is null);
        Assert.All(files.Skip(2), f => Assert.NotNull((string?)f!["problem"]));
        Assert.Equal((1, 18, 13, 72.2), ((int)files[0]!["files"]!, (int)files[0]!["lines"]!, (int)files[0]!["covered"]!, (double)files[0]!["percent"]!));
        Assert.Equal((1, 18, 13), ((int)json["total"]!["files"]!, (int)json["total"]!["lines"]!, (int)json["total"]!["covered"]!));
    }

    [Fact]
    public async Task The_reports_of_an_archive_are_read_each_by_itself()
    {
        var zip = Path.Combine(_steward.Path, "all.zip");
        using (var archive = ZipFile.Open(zip, ZipArchiveMode.Create))
        {
            archive.CreateEntryFromFile(Repository.PathOf("tests", "fixtures", "coverage", "c8", "lcov.info"), "web/lcov.info");
            archive.CreateEntryFromFile(Repository.PathOf("tests", "fixtures", "coverage", "jacoco", "jacoco.xml"), "jacoco.xml");
        }

        var (exit, json) = await _steward.JsonAsync("coverage", "read", zip);
        Assert.Equal(0, exit);
        Assert.Equal([$"LCOV {zip}!web/lcov.info", $"JaCoCo {zip}!jacoco.xml"], json["files"]!.AsArray().Select(f => $"{f!["format"]} {f["file"]}"));
    }

    [Fact]
    public async Task A_report_that_is_whole_is_a_yes() =>
        Assert.Equal(0, (await _steward.RunAsync("coverage", "read", Repository.PathOf("tests", "fixtures", "coverage", "jacoco", "jacoco.xml"))).Exit);
}
