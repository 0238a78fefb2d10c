namespace Steward.SystemTests.Testing;

/// <summary><c>steward tests add</c>, <c>list</c> and <c>remove</c> in a real repository.</summary>
public sealed class TestsAddTests
{
    private const string Reporting = "echo \"<testsuite name='s'><testcase name='a'/></testsuite>\" >out.xml";

    [Fact]
    public async Task A_set_is_tried_added_listed_run_and_removed()
    {
        await using var folder = await RunFolder.WithAsync("# the first\nold: {minimum: 2} # kept");
        var before = await TextAsync(folder);
        var (exit, json, _) = await folder.JsonAsync("add", "new", "--command", Reporting, "--results", "*.xml", "--minimum", "1", "--timeout", "5m");
        Assert.Equal((0, true, 1), (exit, (bool)json["added"]!, (int)json["tried"]!["counts"]!["tests"]!));
        Assert.StartsWith(before, await TextAsync(folder), StringComparison.Ordinal);
        var (listed, sets, _) = await folder.JsonAsync("list");
        Assert.Equal((0, "old,new"), (listed, string.Join(',', sets["sets"]!.AsArray().Select(s => s!["name"]))));
        Assert.Contains("at least 2 tests", (await folder.RunAsync("list")).Out, StringComparison.Ordinal);

        await folder.Repository.GitAsync("commit", "-qam", "Add");
        Assert.Equal(0, (await folder.RunAsync("run", "--no-upload", "new")).Exit);
        var (removed, shown, _) = await folder.RunAsync("remove", "new");
        Assert.Equal(0, removed);
        Assert.Contains("-    new:\n", shown, StringComparison.Ordinal);
        Assert.Equal(before, await TextAsync(folder));
        Assert.Equal(2, (await folder.RunAsync("remove", "new")).Exit);
    }

    [Fact]
    public async Task A_set_that_yields_no_test_is_not_added_unless_it_is_not_tried()
    {
        await using var folder = await RunFolder.WithAsync("old: {}");
        var before = await TextAsync(folder);
        var (exit, _, notes) = await folder.RunAsync("add", "new", "--command", "echo no tests here", "--results", "*.xml");
        Assert.Equal(1, exit);
        Assert.Contains("new was not added", notes, StringComparison.Ordinal);
        Assert.Equal(before, await TextAsync(folder));

        Assert.Equal(2, (await folder.RunAsync("add", "new", "--command", "x", "--results", "*.xml", "--where", "lab")).Exit);
        Assert.Equal(2, (await folder.RunAsync("add", "old", "--command", "x", "--results", "*.xml", "--no-try")).Exit);
        Assert.Equal(2, (await folder.RunAsync("add", "new", "--command", "x", "--results", "*.xml", "--timeout", "25h", "--no-try")).Exit);
        Assert.Equal(before, await TextAsync(folder));
        Assert.Equal(0, (await folder.RunAsync("add", "new", "--command", "x", "--results", "*.xml", "--where", "lab", "--no-try")).Exit);
        Assert.Contains("      where: lab\n", await TextAsync(folder), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_red_set_is_added_and_said_to_be_red()
    {
        await using var folder = await RunFolder.WithAsync("old: {}");
        var (exit, output, notes) = await folder.RunAsync("add", "new", "--command", Reporting.Replace("/></", "><failure/></testcase></", StringComparison.Ordinal), "--results", "*.xml");
        Assert.Equal(0, exit);
        Assert.Contains("+    new:\n", output, StringComparison.Ordinal);
        Assert.Contains("It is not in order yet: 1 failed of 1 test.", notes, StringComparison.Ordinal);
    }

    private static Task<string> TextAsync(RunFolder folder) => File.ReadAllTextAsync(Path.Combine(folder.Repository.Path, "steward.yaml"));
}
