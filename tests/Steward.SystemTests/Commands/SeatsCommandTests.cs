using System.Text.Json;
using Steward.TestKit.Programs;

namespace Steward.SystemTests.Commands;

public sealed class SeatsCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("seats").FullName;

    [Fact]
    public async Task A_file_is_checked_without_a_server()
    {
        await WriteAsync("product;seats;until;user;assigned\nX;1;2026-12-01;ada;2026-01-01\nX;;;bob;2026-01-01\nY;4;;ada;2026-11-01");
        var (exit, json, _) = await CheckAsync("--json");
        Assert.Equal(1, exit);
        var licences = JsonDocument.Parse(json).RootElement.GetProperty("licences");
        Assert.Equal(["x Fail 2 assigned, 1 bought: 1 too many.", "y Pass 1 of 4 seats assigned."], licences.EnumerateArray().Select(l =>
            $"{l.GetProperty("licence").GetProperty("id")} {l.GetProperty("use").GetProperty("verdict")} {l.GetProperty("use").GetProperty("reason")}"));
        Assert.Equal(30, licences[0].GetProperty("warning").GetProperty("threshold").GetInt32());
        var (_, text, _) = await CheckAsync();
        foreach (var part in new[] { "##########", "!!!!!!!!!!", "#####...", "too many" }) Assert.Contains(part, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bad_rows_are_told_beside_the_good_ones()
    {
        await WriteAsync("product;seats\nX;many\nY;4");
        var (exit, json, error) = await CheckAsync("--json");
        Assert.Equal(2, exit);
        Assert.Equal(1, JsonDocument.Parse(json).RootElement.GetProperty("licences").GetArrayLength());
        Assert.Contains("Row 2, column 'seats'", error.ReplaceLineEndings(" "), StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private Task WriteAsync(string csv) => File.WriteAllTextAsync(Path.Combine(_folder, "seats.csv"), csv);

    private Task<ProgramRun> CheckAsync(params string[] more) =>
        StewardCommand.RunAsync(_folder, new Dictionary<string, string>(), ["seats", "check", "seats.csv", "--on", "2026-11-23", .. more]);
}
