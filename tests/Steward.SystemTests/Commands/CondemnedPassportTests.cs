using System.Text.Json.Nodes;
using Steward.Access;
using Steward.Gates;
using Steward.Kernel;
using Steward.Ledger;
using Steward.TestKit.Programs;
using Steward.TestKit.Web;

namespace Steward.SystemTests.Commands;

/// <summary><c>steward passport verify</c> of a release that newer virus signatures condemned: true of its moment, and told by whoever can know.</summary>
public sealed class CondemnedPassportTests : IAsyncLifetime
{
    private static readonly CommitSha _commit = WebSeed.Sha(7);
    private readonly string _folder = Directory.CreateTempSubdirectory("steward-condemned-").FullName;
    private WebWorld _world = null!;
    private Dictionary<string, string> _environment = [];

    public async ValueTask InitializeAsync()
    {
        _world = await WebWorld.StartAsync();
        var product = await _world.Seed.ProductAsync();
        await _world.Seed.ReleaseAsync(product, "v1", _commit, VerdictNode.All("release v1", [new VerdictNode("tag", Verdict.Pass, "It is there.")]));
        _environment = new() { ["STEWARD_URL"] = $"{_world.Address}", ["STEWARD_TOKEN"] = await _world.TokenAsync(AccessLevel.Read), ["COLUMNS"] = "200" };
        Assert.Equal(0, (await RunAsync(_environment, "get", "contoso/shop", "v1", "--out", "p.json")).Exit);
        Assert.Equal(0, (await RunAsync(_environment, "key", "--out", "k.pem")).Exit);
    }

    public async ValueTask DisposeAsync()
    {
        await _world.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Who_can_ask_is_told_and_gets_a_no_and_who_cannot_is_told_what_is_not_known()
    {
        var before = await VerifyAsync(_environment, "--json");
        await CondemnAsync("v1", _commit, "lib/worm.bin of release v1 is infected: Worm.");
        await CondemnAsync("v1", WebSeed.Sha(8), "another commit's.");
        var after = await VerifyAsync(_environment, "--json");
        var shown = await VerifyAsync(_environment);
        var alone = await VerifyAsync([], "--json");
        var offline = await VerifyAsync(_environment, "--offline");

        Assert.Equal((0, "valid", true), (before.Exit, VerdictOf(before), (bool)JsonNode.Parse(before.Out)!["since"]!["isKnown"]!));
        Assert.Equal((1, "condemned"), (after.Exit, VerdictOf(after)));
        Assert.Equal(["lib/worm.bin of release v1 is infected: Worm."], JsonNode.Parse(after.Out)!["since"]!["condemned"]!.AsArray().Select(c => (string)c!));
        Assert.All(JsonNode.Parse(after.Out)!["checks"]!.AsArray(), c => Assert.Equal("pass", (string)c!["verdict"]!));
        Assert.Equal(1, shown.Exit);
        Assert.Contains("Condemned since: lib/worm.bin", shown.Out, StringComparison.Ordinal);
        Assert.Equal((0, "valid", false), (alone.Exit, VerdictOf(alone), (bool)JsonNode.Parse(alone.Out)!["since"]!["isKnown"]!));
        Assert.Contains("condemned since", (string)JsonNode.Parse(alone.Out)!["since"]!["problem"]!, StringComparison.Ordinal);
        Assert.Equal(0, offline.Exit);
        Assert.Contains("Offline, nobody can say", offline.Notes, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_must_know_fails_when_nobody_answers_and_others_are_told()
    {
        var deaf = new Dictionary<string, string>(_environment) { ["STEWARD_URL"] = "http://127.0.0.1:1" };
        var must = await VerifyAsync(deaf, "--online");
        var may = await VerifyAsync(deaf);

        Assert.Equal(3, must.Exit);
        Assert.Equal(0, may.Exit);
        Assert.Contains("is not known", may.Notes, StringComparison.Ordinal);
    }

    private static string VerdictOf(ProgramRun run) => (string)JsonNode.Parse(run.Out)!["verdict"]!;

    private Task CondemnAsync(string tag, CommitSha commit, string sentence) => _world.Get<ILedger>().AppendAsync(
        WebSeed.Shop,
        [
            new Evidence
            {
                Id = Evidence.IdFor("antivirus.condemned", Subject.Release(tag, commit), sentence), Time = _world.Clock.GetUtcNow(), Actor = "steward", Kind = "antivirus.condemned",
                Subject = Subject.Release(tag, commit), Outcome = EvidenceOutcome.Fail, Summary = sentence,
            },
        ],
        CancellationToken.None);

    private Task<ProgramRun> VerifyAsync(Dictionary<string, string> environment, params string[] more) =>
        RunAsync(environment, ["verify", "p.json", "--key", "k.pem", "--product", "contoso/shop", .. more]);

    private Task<ProgramRun> RunAsync(Dictionary<string, string> environment, params string[] arguments) =>
        StewardCommand.RunAsync(_folder, environment, ["passport", .. arguments]);
}
