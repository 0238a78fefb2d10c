using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Steward.Access;
using Steward.Azure.Storage;
using Steward.Kernel;
using Steward.Ledger;
using Steward.Stages.Security.Antivirus;
using Steward.Stages.Security.Antivirus.Artefacts;
using Steward.TestKit.Clamd;
using Steward.TestKit.Web;
using Xunit;

namespace Steward.StorageTests.Security;

/// <summary>Artefacts through the front door, real storage and a real clamd.</summary>
public sealed class ArtefactTests(ClamdFixture clamd) : IClassFixture<ClamdFixture>
{
    private static readonly CancellationToken _never = CancellationToken.None;
    private static readonly string _sha = new('a', 40);

    [Fact]
    public async Task A_clean_artefact_leaves_quarantine_and_can_be_fetched_by_its_digest()
    {
        await using var world = await OpenAsync();
        using var uploader = await world.ClientAsync(AccessLevel.Upload);
        var content = Archives.Zip(new byte[5_000_000 % 900_000], "app.dll");

        var receipt = await PushAsync(uploader, "app.zip", content);
        var waiting = await uploader.GetAsync(Content(receipt)).ProblemAsync(HttpStatusCode.Conflict);
        var before = await BlobsAsync(world, "quarantine");
        var state = await RunAsync(world, receipt);

        Assert.Equal(Digest.Sha256(content), receipt.Artefact.Sha256);
        Assert.Contains("in quarantine", waiting, StringComparison.Ordinal);
        Assert.Equal((1, ArtefactState.Clean), (before.Count, state));
        Assert.Equal(content, await uploader.GetByteArrayAsync(Content(receipt)));
        Assert.Empty(await BlobsAsync(world, "quarantine"));
        Assert.Equal([$"contoso/shop/{receipt.Artefact.Sha256}"], await BlobsAsync(world, "artefacts"));
        var listed = Assert.Single((await uploader.GetAsync($"/api/artefacts/contoso/shop/{_sha}").OkAsync<ArtefactList>()).Artefacts);
        Assert.Equal(("app.zip", content.Length, ArtefactState.Clean), (listed.Name, listed.Bytes, listed.State));
    }

    [Fact]
    public async Task An_infected_artefact_stays_in_quarantine_and_is_refused()
    {
        await using var world = await OpenAsync();
        using var uploader = await world.ClientAsync(AccessLevel.Upload);

        var receipt = await PushAsync(uploader, "setup.zip", Archives.Zip(Eicar.Bytes));
        var state = await RunAsync(world, receipt);

        Assert.Equal(ArtefactState.Infected, state);
        Assert.Contains(ClamdDaemon.Signature, await uploader.GetAsync(Content(receipt)).ProblemAsync(HttpStatusCode.Forbidden), StringComparison.Ordinal);
        Assert.Empty(await BlobsAsync(world, "artefacts"));
        Assert.Single(await BlobsAsync(world, "quarantine"));
        foreach (var subject in new[] { new Subject("artefact", receipt.Artefact.Sha256), Subject.Commit(CommitSha.Parse(_sha)) })
        {
            var scanned = (await AboutAsync(world, subject)).Single(e => e.Kind == "artefact.scanned");
            Assert.Equal((EvidenceOutcome.Fail, ClamdDaemon.Signature, "setup.zip", _sha), (scanned.Outcome, (string?)scanned.Details!["signature"], (string?)scanned.Details["name"], (string?)scanned.Details["commit"]));
        }

        Assert.Contains(world.Reopener.Told, t => t.Kind == "artefact.scanned" && t.Change.Commit == CommitSha.Parse(_sha));
    }

    [Fact]
    public async Task What_nobody_can_look_into_stays_in_quarantine_with_the_reason()
    {
        await using var world = await OpenAsync();
        using var uploader = await world.ClientAsync(AccessLevel.Upload);

        var encrypted = await PushAsync(uploader, "secret.zip", Archives.EncryptedZip(new byte[100]));
        var large = await PushAsync(uploader, "large.bin", new byte[ClamdDaemon.MaxFileBytes + 1]);

        Assert.Equal((ArtefactState.Unknown, ArtefactState.Unknown), (await RunAsync(world, encrypted), await RunAsync(world, large)));
        Assert.Contains("encrypted", await uploader.GetAsync(Content(encrypted)).ProblemAsync(HttpStatusCode.Conflict), StringComparison.Ordinal);
        Assert.Contains("more than", await uploader.GetAsync(Content(large)).ProblemAsync(HttpStatusCode.Conflict), StringComparison.Ordinal);
        Assert.Empty(await BlobsAsync(world, "artefacts"));
    }

    [Fact]
    public async Task Moving_twice_and_uploading_twice_are_safe()
    {
        await using var world = await OpenAsync();
        using var uploader = await world.ClientAsync(AccessLevel.Upload);

        var first = await PushAsync(uploader, "app.zip", Encoding.UTF8.GetBytes("same"));
        await RunAsync(world, first);
        await RunAsync(world, first);
        var second = await PushAsync(uploader, "app.zip", Encoding.UTF8.GetBytes("same"));
        await RunAsync(world, second);

        Assert.Empty(await BlobsAsync(world, "quarantine"));
        Assert.Single(await BlobsAsync(world, "artefacts"));
        Assert.Single((await uploader.GetAsync($"/api/artefacts/contoso/shop/{_sha}").OkAsync<ArtefactList>()).Artefacts);
    }

    [Fact]
    public async Task Content_that_is_not_what_was_scanned_does_not_leave_quarantine()
    {
        await using var world = await OpenAsync();
        using var uploader = await world.ClientAsync(AccessLevel.Upload);
        var receipt = await PushAsync(uploader, "app.zip", Encoding.UTF8.GetBytes("good"));
        var container = await world.Get<StorageAccount>().ContainerAsync("quarantine");
        await container.GetBlobClient((await BlobsAsync(world, "quarantine"))[0]).UploadAsync(BinaryData.FromString("evil"), overwrite: true);

        var failure = await Assert.ThrowsAsync<StewardException>(() => world.Get<IArtefactStore>().MoveAsync(receipt.Change.Product, PlaceOf(receipt), receipt.Artefact.Sha256, _never));

        Assert.Contains("it stays there", failure.Message, StringComparison.Ordinal);
        Assert.Empty(await BlobsAsync(world, "artefacts"));
    }

    [Theory]
    [InlineData("", "body", HttpStatusCode.BadRequest)]
    [InlineData("?name=a%2Fb", "body", HttpStatusCode.BadRequest)]
    [InlineData("?name=a", "", HttpStatusCode.BadRequest)]
    public async Task What_cannot_be_taken_is_refused_and_nothing_is_kept(string query, string body, HttpStatusCode expected)
    {
        await using var world = await OpenAsync();
        using var uploader = await world.ClientAsync(AccessLevel.Upload);

        await uploader.PostAsync($"/api/artefacts/contoso/shop/{_sha}{query}", new StringContent(body)).ProblemAsync(expected);

        Assert.Empty(await BlobsAsync(world, "quarantine"));
        Assert.Empty(world.Engine.Told);
    }

    [Fact]
    public async Task Readers_may_not_upload_and_absent_products_and_artefacts_are_not_found()
    {
        await using var world = await OpenAsync();
        using var reader = await world.ClientAsync(AccessLevel.Read);
        using var uploader = await world.ClientAsync(AccessLevel.Upload);

        await reader.PostAsync($"/api/artefacts/contoso/shop/{_sha}?name=a", new StringContent("x")).ProblemAsync(HttpStatusCode.Forbidden);
        await uploader.PostAsync($"/api/artefacts/contoso/other/{_sha}?name=a", new StringContent("x")).ProblemAsync(HttpStatusCode.NotFound);
        await reader.GetAsync($"/api/artefacts/contoso/shop/content/{new string('0', 64)}").ProblemAsync(HttpStatusCode.NotFound);
        Assert.NotEmpty(await reader.GetAsync("/api/antivirus").OkAsync<ScannerState[]>());
    }

    private static async Task<WebWorld> OpenAsync()
    {
        var world = await WebWorld.StartAsync();
        await world.Seed.ProductAsync();
        return world;
    }

    private static Task<ArtefactReceipt> PushAsync(HttpClient client, string name, byte[] content) =>
        client.PostAsync($"/api/artefacts/contoso/shop/{_sha}?name={name}", new ByteArrayContent(content)).OkAsync<ArtefactReceipt>();

    private static string Content(ArtefactReceipt receipt) => $"/api/artefacts/contoso/shop/content/{receipt.Artefact.Sha256}";

    private static string PlaceOf(ArtefactReceipt receipt) => receipt.Instance.Split(':')[^1];

    // What the orchestration does, which is replayed elsewhere: scans, and moves what is clean.
    private async Task<ArtefactState> RunAsync(WebWorld world, ArtefactReceipt receipt)
    {
        using var antivirus = ClamdTests.Open(clamd.Daemon.Address);
        var request = new ArtefactRequest(receipt.Change, receipt.Artefact.Sha256, receipt.Artefact.Name, PlaceOf(receipt));
        var state = await ActivatorUtilities.CreateInstance<ScanArtefact>(world.Services, (IAntivirus)antivirus).RunAsync(request, _never);
        if (state == ArtefactState.Clean) await ActivatorUtilities.CreateInstance<MoveArtefact>(world.Services).RunAsync(request, _never);
        return state;
    }

    private static async Task<List<string>> BlobsAsync(WebWorld world, string name) =>
        await (await world.Get<StorageAccount>().ContainerAsync(name)).GetBlobsAsync().Select(b => b.Name).ToListAsync();

    private static async Task<List<Evidence>> AboutAsync(WebWorld world, Subject subject) =>
        await world.Get<ILedger>().FindAsync(ProductId.Parse("contoso/shop"), subject, _never).Select(e => e.Evidence).ToListAsync();
}
