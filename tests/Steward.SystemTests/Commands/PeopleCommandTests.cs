using System.Text.Json.Nodes;
using Steward.TestKit.Git;
using Steward.TestKit.Hosts;
using Steward.TestKit.Programs;

namespace Steward.SystemTests.Commands;

/// <summary><c>steward access</c>, <c>seats</c> and <c>tokens</c> against a running host, with the access file in a repository of its own.</summary>
public sealed class PeopleCommandTests : IAsyncLifetime
{
    private const string Access = """
        version: 1
        levels: {owner: {steward: administer}, worker: {steward: approve}, reader: {steward: read}}
        positions: {head: [owner], developer: [worker], guest: [reader]}
        people:
          ada: {positions: [head], accounts: {github: ada}}
          bob: {positions: [guest], temporary: [{level: worker, until: 2099-12-31, reason: stands in}], accounts: {github: bob}}
          cleo: {positions: [developer], accounts: {github: cleo-x}, leaves: 2026-01-31}
          dan: {positions: [developer], accounts: {github: dan}, leaves: 2026-01-31}
          eve: {positions: [developer], leaves: 2026-01-31}

        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("steward-people-").FullName;
    private readonly Dictionary<string, string> _environment = new() { ["COLUMNS"] = "240" };
    private GitRepositoryBuilder _repository = null!;
    private HostProcess _host = null!;

    public async ValueTask InitializeAsync()
    {
        _repository = await GitRepositoryBuilder.CreateAsync();
        await _repository.Write("steward-access.yaml", Access).CommitAsync("Begin");
        _host = await HostProcess.StartAsync(
            (await TestKit.Azurite.SharedAsync()).ConnectionString, TestKit.Azurite.NewPrefix(), more: settings => settings["Access"] = new JsonObject { ["Repository"] = "acme/access" });
        (_environment["STEWARD_URL"], _environment["STEWARD_TOKEN"]) = (_host.Url, _host.Token);
        Assert.Equal(0, (await RunAsync("products", "add", "acme/access", "--source", _repository.Source)).Exit);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await _repository.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Seats_are_imported_listed_given_returned_and_those_of_many_leavers_held()
    {
        Write("bad.csv", "product;seats;user\nRider;many;ada\nRider;;no body\n;3;");
        var bad = await RunAsync("seats", "import", "bad.csv");
        Assert.Equal(2, bad.Exit);
        foreach (var row in new[] { "Row 2", "Row 3", "Row 4" }) Assert.Contains(row, bad.Notes, StringComparison.Ordinal);
        Write("seats.csv", "product;seats;user;assigned;last used\nRider;8;ada;2025-01-01;2025-02-01\nRider;;github:bob;;2026-11-20\nRider;;github:cleo-x;;\nDraw;3;dan;;\nDraw;;eve;;");
        Assert.Contains("would be made; nothing was", (await RunAsync("seats", "import", "seats.csv", "--dry-run")).Out, StringComparison.Ordinal);
        Assert.Equal(0, (await RunAsync("seats", "import", "seats.csv")).Exit);
        var list = await RunAsync("seats", "list");
        foreach (var text in new[] { "rider", "3/8", "Not used, rider: ada" }) Assert.Contains(text, list.Out, StringComparison.Ordinal);
        Assert.Equal(0, (await RunAsync("seats", "assign", "rider", "github:finn")).Exit);
        Assert.Contains("github:finn", (await RunAsync("seats", "show", "rider")).Out, StringComparison.Ordinal);
        Assert.Contains("finn returned", (await RunAsync("seats", "return", "finn")).Out, StringComparison.Ordinal);
        Assert.Equal(2, (await RunAsync("seats", "return")).Exit);

        // Who has left stands in the access file: three of five seats.
        var held = await RunAsync("seats", "return", "--leavers", "--json");
        Assert.Equal((1, 3), (held.Exit, JsonNode.Parse(held.Out)!["people"]!.AsArray().Count));
        Assert.Contains("60 %", (string?)JsonNode.Parse(held.Out)!["held"], StringComparison.Ordinal);
        var returned = await RunAsync("seats", "return", "--leavers", "--override");
        Assert.Equal(0, returned.Exit);
        foreach (var text in new[] { "rider: github:cleo-x returned, the person left", "draw: dan returned", "draw: eve returned" }) Assert.Contains(text, returned.Out, StringComparison.Ordinal);
        Assert.Equal(0, (await RunAsync("seats", "return", "--leavers")).Exit);
        Assert.Contains("A month", (await RunAsync("seats", "forecast")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tokens_of_people_may_what_the_file_gives_at_the_moment_and_end_when_they_are_revoked()
    {
        var issued = await RunAsync("tokens", "issue", "of-bob", "--level", "administer", "--owner", "github:Bob");
        Assert.Equal(0, issued.Exit);
        var bob = new Dictionary<string, string>(_environment) { ["STEWARD_TOKEN"] = issued.Out.Trim() };
        Assert.Equal(0, (await StewardCommand.RunAsync(_folder, bob, "seats", "list")).Exit);
        var refused = await StewardCommand.RunAsync(_folder, bob, "tokens", "list");
        Assert.Equal(2, refused.Exit);
        Assert.Contains("bob", refused.Notes, StringComparison.Ordinal);
        var left = (await RunAsync("tokens", "issue", "of-cleo", "--level", "read", "--owner", "github:cleo-x")).Out.Trim();
        Assert.NotEqual(0, (await StewardCommand.RunAsync(_folder, new Dictionary<string, string>(_environment) { ["STEWARD_TOKEN"] = left }, "seats", "list")).Exit);
        Assert.Contains("of-bob", (await RunAsync("tokens", "list")).Out, StringComparison.Ordinal);
        Assert.Equal(0, (await RunAsync("tokens", "revoke", "of-bob")).Exit);
        Assert.NotEqual(0, (await StewardCommand.RunAsync(_folder, bob, "seats", "list")).Exit);
    }

    [Fact]
    public async Task The_file_is_planned_approved_and_asked_about_over_time()
    {
        var planned = await RunAsync("access", "plan", "--json");
        var plan = JsonNode.Parse(planned.Out)!;
        Assert.Contains("Nobody has approved a plan yet", (string?)plan["settles"]![0], StringComparison.Ordinal);
        Assert.Equal(0, (await RunAsync("access", "apply", ((string)plan["digest"]!)[..12])).Exit);
        await Eventually.TrueAsync("the run has planned", async () => (await RunAsync("access", "could", "bob")).Exit == 0);
        var could = await RunAsync("access", "could", "github:BOB", "--json");
        var answer = JsonNode.Parse(could.Out)!;
        Assert.Equal(("bob", "approve", "inPlace"), ((string?)answer["person"], (string?)answer["grants"]![0]!["right"], (string?)answer["grants"]![0]!["state"]));
        Assert.Contains(answer["known"]!.AsArray(), k => ((string)k!).StartsWith("access.planned of ", StringComparison.Ordinal));
        Assert.Contains("known by", (await RunAsync("access", "could", "bob")).Out, StringComparison.Ordinal);
        Assert.Equal(1, (await RunAsync("access", "could", "cleo")).Exit);
        Assert.Equal(2, (await RunAsync("access", "could", "bob", "on", "2020-01-01")).Exit);
        Assert.Equal(2, (await RunAsync("access", "could", "nobody")).Exit);
        Assert.Equal(2, (await RunAsync("access", "review", "list")).Exit);
        Assert.Equal(0, (await RunAsync("access", "who", "steward:administer")).Exit);
    }

    private Task<ProgramRun> RunAsync(params string[] arguments) => StewardCommand.RunAsync(_folder, _environment, arguments);

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(_folder, name), text);
}
