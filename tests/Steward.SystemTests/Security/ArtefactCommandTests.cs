using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Steward.Access;
using Steward.Azure.Clamd;
using Steward.Engine;
using Steward.Kernel;
using Steward.Stages;
using Steward.Stages.Security.Antivirus.Artefacts;
using Steward.SystemTests.Commands;
using Steward.TestKit.Clamd;
using Steward.TestKit.Engine;
using Steward.TestKit.Hosts;
using Steward.TestKit.Programs;
using Steward.TestKit.Web;

namespace Steward.SystemTests.Security;

/// <summary><c>steward artefacts push|list|get</c> against a running Steward and a real clamd.</summary>
public sealed class ArtefactCommandTests : IAsyncLifetime
{
    private static readonly string _sha = new('a', 40);
    private readonly string _folder = Directory.CreateTempSubdirectory("steward-artefacts-").FullName;
    private ClamdDaemon _clamd = null!;
    private WebWorld _world = null!;
    private Dictionary<string, string> _environment = [];

    public async ValueTask InitializeAsync()
    {
        _clamd = await ClamdDaemon.StartAsync();
        _world = await WebWorld.StartAsync(with: services => services.AddClamd(new ClamdOptions { Address = _clamd.Address }));
        await _world.Seed.ProductAsync();
        _environment = new() { ["STEWARD_URL"] = $"{_world.Address}", ["STEWARD_TOKEN"] = await _world.TokenAsync(AccessLevel.Upload), ["COLUMNS"] = "200" };
    }

    public async ValueTask DisposeAsync()
    {
        await _world.DisposeAsync();
        await _clamd.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task What_is_pushed_is_waited_for_listed_and_fetched()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "app.bin"), "harmless");
        var pushing = RunAsync("push", "app.bin", "--product", "contoso/shop", "--commit", _sha, "--json");
        await ScanAsync(1);
        var pushed = await pushing;
        var view = JsonNode.Parse(pushed.Out)!["artefacts"]![0]!;
        Assert.Equal((0, "app.bin", "Clean"), (pushed.Exit, (string?)view["name"], (string?)view["state"]));
        Assert.Equal(Digest.Sha256("harmless"), (string?)view["sha256"]);
        Assert.Contains("app.bin", (await RunAsync("list", "contoso/shop", _sha)).Out, StringComparison.Ordinal);

        var fetched = await RunAsync("get", "contoso/shop", (string)view["sha256"]!, "--output", "copy.bin");
        Assert.Equal(0, fetched.Exit);
        Assert.Equal("harmless", await File.ReadAllTextAsync(Path.Combine(_folder, "copy.bin")));
    }

    [Fact]
    public async Task What_is_infected_ends_with_1_and_cannot_be_fetched()
    {
        await File.WriteAllBytesAsync(Path.Combine(_folder, "setup.bin"), Eicar.Bytes);
        var pushing = RunAsync("push", "setup.bin", "--product", "contoso/shop", "--commit", _sha);
        await ScanAsync(1);
        var pushed = await pushing;
        Assert.Equal(1, pushed.Exit);
        Assert.Contains(ClamdDaemon.Signature, pushed.Out, StringComparison.Ordinal);
        var refused = await RunAsync("get", "contoso/shop", Digest.Sha256(Eicar.Bytes), "--output", "copy.bin");
        Assert.Equal(2, refused.Exit);
        Assert.Contains("is infected", refused.Notes, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(_folder, "copy.bin")));
    }

    [Fact]
    public async Task Without_waiting_it_is_waiting_and_what_is_not_there_is_refused()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "app.bin"), "harmless");
        var pushed = await RunAsync("push", "app.bin", "--product", "contoso/shop", "--commit", _sha, "--no-wait", "--json");
        Assert.Equal((0, "Waiting"), (pushed.Exit, (string?)JsonNode.Parse(pushed.Out)!["artefacts"]![0]!["state"]));
        Assert.Equal(2, (await RunAsync("get", "contoso/shop", Digest.Sha256("harmless"), "--output", "copy.bin")).Exit);
        Assert.Equal(2, (await RunAsync("push", "app.bin", "--product", "contoso/other", "--commit", _sha)).Exit);
        Assert.Contains("no artefacts", (await RunAsync("list", "contoso/shop", new string('b', 40))).Out, StringComparison.Ordinal);
    }

    // Runs the orchestrations that were started, on a real engine: this world's own only writes down what it is asked.
    private async Task ScanAsync(int count)
    {
        List<string> started = [];
        await Eventually.TrueAsync("the upload was taken in", () =>
        {
            started = [.. _world.Engine.Told.Where(t => t.StartsWith("start Artefact ", StringComparison.Ordinal)).Select(t => t.Split(' ')[2])];
            return Task.FromResult(started.Count == count);
        });
        var catalog = new TaskCatalog();
        new ServiceCollection().AddCapabilities(catalog);
        foreach (var id in started)
        {
            var request = Json.Read<ArtefactRequest>((await _world.Engine.GetInstanceAsync(id, getInputsAndOutputs: true))!.SerializedInput!);
            Assert.Equal(OrchestrationRuntimeStatus.Completed, (await ReplayEverywhere.RunAsync(catalog, ArtefactWorkflow.Name, request, _world.Services)).RuntimeStatus);
        }
    }

    private Task<ProgramRun> RunAsync(params string[] arguments) => StewardCommand.RunAsync(_folder, _environment, ["artefacts", .. arguments]);
}
