using System.Text.Json;
using Steward.Azure.Ledger;
using Steward.Azure.Signing;
using Steward.Azure.Storage;
using Steward.Kernel;
using Steward.Ledger;
using Steward.Ledger.Merkle;
using Steward.SystemTests.Commands;
using Steward.TestKit;
using Steward.TestKit.Programs;

namespace Steward.SystemTests.Ledger;

public sealed class LedgerCommandTests : IAsyncLifetime
{
    private const int Entries = 300;
    private static readonly ProductId Product = ProductId.Parse("acme/shop");
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("steward-ledger-");
    private readonly Dictionary<string, string> _environment = [];

    public async ValueTask InitializeAsync()
    {
        var options = await Azurite.OptionsAsync();
        (_environment["STEWARD_STORAGE"], _environment["STEWARD_STORAGE_PREFIX"]) = (options.ConnectionString!, options.Prefix);
        using var signer = FileSigner.Open(PathOf("key.pem"), "steward-test");
        await File.WriteAllTextAsync(PathOf("public.pem"), signer.PublicKeyPem);
        await using var ledger = new TableLedger(new StorageAccount(options), signer);
        await ledger.AppendAsync(Product, [.. Enumerable.Range(0, Entries).Select(Evidence)], default);
        await ledger.GetCheckpointAsync(Product, default);
        await ledger.AppendAsync(Product, [Evidence(Entries)], default);
    }

    [Fact]
    public async Task Storage_is_verified_with_the_entries_that_are_not_published_yet()
    {
        var (exit, json) = await JsonAsync("ledger", "verify", "storage:acme/shop", "--key", "public.pem");
        Assert.Equal((0, "valid"), (exit, json.GetProperty("verdict").GetString()));
        Assert.Equal((Entries, Entries + 1), (json.GetProperty("size").GetInt32(), json.GetProperty("entries").GetInt32()));
        Assert.Contains(json.GetProperty("rootHash").GetString()!, json.GetProperty("checkpoint").GetString()!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_exported_folder_is_verified_and_proved_without_storage()
    {
        Assert.Equal(0, (await RunAsync("ledger", "export", "acme/shop", "copy", "--key", "public.pem")).Exit);
        _environment.Clear();
        Assert.Equal((0, "valid"), await VerdictAsync("ledger", "verify", "copy", "--key", "public.pem"));
        var (exit, json) = await JsonAsync("ledger", "prove", "17", "--source", "copy", "--key", "public.pem");
        Assert.Equal(0, exit);
        var proof = new InclusionProof(17, Entries, [.. json.GetProperty("proof").EnumerateArray().Select(h => h.GetBytesFromBase64())]);
        var leaf = TreeHash.Leaf(LeafData.Of(Evidence(17)));
        Assert.True(ProofCheck.Inclusion(proof, leaf, json.GetProperty("rootHash").GetBytesFromBase64()));
        var older = (await JsonAsync("ledger", "prove", "17", "--source", "copy", "--size", "18")).Json;
        Assert.Equal((18, "valid"), (older.GetProperty("size").GetInt32(), older.GetProperty("verdict").GetString()));
    }

    [Fact]
    public async Task A_changed_entry_is_a_no_that_names_it()
    {
        await RunAsync("ledger", "export", "acme/shop", "copy");
        var bundle = PathOf("copy/tile/entries/001.p/44");
        var bytes = await File.ReadAllBytesAsync(bundle);
        bytes[^30] ^= 1;
        await File.WriteAllBytesAsync(bundle, bytes);
        var (exit, json) = await JsonAsync("ledger", "verify", "copy");
        Assert.Equal((1, "invalid"), (exit, json.GetProperty("verdict").GetString()));
        Assert.Contains(json.GetProperty("problems").EnumerateArray(), p => p.GetProperty("message").GetString()!.Contains("entry 299", StringComparison.Ordinal));
        Assert.Equal((1, "invalid"), await VerdictAsync("ledger", "prove", "299", "--source", "copy"));
        Assert.Contains("entry 299", (await RunAsync("ledger", "verify", "copy")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_key_is_a_no()
    {
        using (var stranger = FileSigner.Open(PathOf("stranger.pem"), "x")) await File.WriteAllTextAsync(PathOf("other.pem"), stranger.PublicKeyPem);
        Assert.Equal((1, "invalid"), await VerdictAsync("ledger", "verify", "storage:acme/shop", "--key", "other.pem"));
        Assert.Equal((1, "invalid"), await VerdictAsync("ledger", "prove", "1", "--source", "storage:acme/shop", "--key", "other.pem"));
    }

    [Theory]
    [InlineData("verify", "nowhere")]
    [InlineData("verify", ".")]
    [InlineData("verify", "storage:acme/other")]
    [InlineData("verify", "storage:acme")]
    [InlineData("verify", "storage:acme/shop", "--key", "key.txt")]
    [InlineData("prove", "300", "--source", "storage:acme/shop")]
    [InlineData("prove", "-1", "--source", "storage:acme/shop")]
    [InlineData("prove", "one", "--source", "storage:acme/shop")]
    [InlineData("export", "acme/other", "copy")]
    public async Task What_is_not_there_is_wrong_input(params string[] arguments)
    {
        var run = await RunAsync(["ledger", .. arguments]);
        Assert.Equal(2, run.Exit);
        Assert.NotEmpty(run.Notes);
    }

    [Fact]
    public async Task Storage_that_does_not_answer_is_told_from_a_no()
    {
        _environment["STEWARD_STORAGE"] =
            $"DefaultEndpointsProtocol=http;AccountName=a;AccountKey=AAAA;BlobEndpoint=http://127.0.0.1:{Azurite.FreePort()}/a;TableEndpoint=http://127.0.0.1:{Azurite.FreePort()}/a;";
        Assert.Equal(3, (await RunAsync("ledger", "verify", "storage:acme/shop")).Exit);
    }

    public ValueTask DisposeAsync()
    {
        _folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    private static Evidence Evidence(int number) => new()
    {
        Id = Steward.Ledger.Evidence.IdFor("tests.run", Subject.Product(Product), $"{number}"),
        Time = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero),
        Actor = "steward",
        Kind = "tests.run",
        Subject = Subject.Product(Product),
        Outcome = EvidenceOutcome.Pass,
        Summary = $"Run {number}.",
    };

    private string PathOf(string name) => Path.Combine(_folder.FullName, name);

    private Task<ProgramRun> RunAsync(params string[] arguments) => StewardCommand.RunAsync(_folder.FullName, _environment, arguments);

    private async Task<(int Exit, JsonElement Json)> JsonAsync(params string[] arguments)
    {
        var run = await RunAsync([.. arguments, "--json"]);
        Assert.True(run.Out.Length > 0, run.Notes);
        return (run.Exit, JsonDocument.Parse(run.Out).RootElement.Clone());
    }

    private async Task<(int Exit, string? Verdict)> VerdictAsync(params string[] arguments)
    {
        var (exit, json) = await JsonAsync(arguments);
        return (exit, json.GetProperty("verdict").GetString());
    }
}
