using System.Net;
using System.Text;
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

    [Fact]
    public async Task A_clean_artefact_leaves_quarantine_and_can_be_fetched_by_its_digest()
    {
        await using var world = await ArtefactWorld.OpenAsync(clamd);
        var content = Archives.Zip(new byte[5_000_000 % 900_000], "app.dll");

        var receipt = await world.PushAsync("app.zip", content);
        var waiting = await world.Uploader.GetAsync(ArtefactWorld.Content(receipt)).ProblemAsync(HttpStatusCode.Conflict);
        var before = await world.BlobsAsync("quarantine");
        var state = await world.OrchestrateAsync(receipt);

        Assert.Equal(Digest.Sha256(content), receipt.Artefact.Sha256);
        Assert.Contains("in quarantine", waiting, StringComparison.Ordinal);
        Assert.Equal((1, ArtefactState.Clean), (before.Count, state));
        Assert.Equal(content, await world.Uploader.GetByteArrayAsync(ArtefactWorld.Content(receipt)));
        Assert.Empty(await world.BlobsAsync("quarantine"));
        Assert.Equal([$"contoso/shop/{receipt.Artefact.Sha256}"], await world.BlobsAsync("artefacts"));
        var listed = Assert.Single((await world.Uploader.GetAsync($"/api/artefacts/contoso/shop/{ArtefactWorld.Sha}").OkAsync<ArtefactList>()).Artefacts);
        Assert.Equal(("app.zip", content.Length, ArtefactState.Clean), (listed.Name, listed.Bytes, listed.State));
    }

    [Fact]
    public async Task An_infected_artefact_stays_in_quarantine_and_is_refused()
    {
        await using var world = await ArtefactWorld.OpenAsync(clamd);

        var receipt = await world.PushAsync("setup.zip", Archives.Zip(Eicar.Bytes));
        var state = await world.OrchestrateAsync(receipt);

        Assert.Equal(ArtefactState.Infected, state);
        Assert.Contains(ClamdDaemon.Signature, await world.Uploader.GetAsync(ArtefactWorld.Content(receipt)).ProblemAsync(HttpStatusCode.Forbidden), StringComparison.Ordinal);
        Assert.Empty(await world.BlobsAsync("artefacts"));
        Assert.Single(await world.BlobsAsync("quarantine"));
        foreach (var subject in new[] { new Subject("artefact", receipt.Artefact.Sha256), Subject.Commit(CommitSha.Parse(ArtefactWorld.Sha)) })
        {
            var scanned = (await world.AboutAsync(subject)).Single(e => e.Kind == "artefact.scanned");
            Assert.Equal((EvidenceOutcome.Fail, ClamdDaemon.Signature, "setup.zip", ArtefactWorld.Sha), (scanned.Outcome, (string?)scanned.Details!["signature"], (string?)scanned.Details["name"], (string?)scanned.Details["commit"]));
        }

        Assert.Contains(world.Web.Reopener.Told, t => t.Kind == "artefact.scanned" && t.Change.Commit == CommitSha.Parse(ArtefactWorld.Sha));
    }

    [Fact]
    public async Task What_nobody_can_look_into_stays_in_quarantine_with_the_reason()
    {
        await using var world = await ArtefactWorld.OpenAsync(clamd);

        var encrypted = await world.PushAsync("secret.zip", Archives.EncryptedZip(new byte[100]));
        var large = await world.PushAsync("large.bin", new byte[ClamdDaemon.MaxFileBytes + 1]);

        Assert.Equal((ArtefactState.Unknown, ArtefactState.Unknown), (await world.OrchestrateAsync(encrypted), await world.OrchestrateAsync(large)));
        Assert.Contains("encrypted", await world.Uploader.GetAsync(ArtefactWorld.Content(encrypted)).ProblemAsync(HttpStatusCode.Conflict), StringComparison.Ordinal);
        Assert.Contains("more than", await world.Uploader.GetAsync(ArtefactWorld.Content(large)).ProblemAsync(HttpStatusCode.Conflict), StringComparison.Ordinal);
        Assert.Empty(await world.BlobsAsync("artefacts"));
    }

    [Fact]
    public async Task Moving_twice_and_uploading_twice_are_safe()
    {
        await using var world = await ArtefactWorld.OpenAsync(clamd);

        var first = await world.PushAsync("app.zip", Encoding.UTF8.GetBytes("same"));
        await world.OrchestrateAsync(first);
        await world.OrchestrateAsync(first);
        var second = await world.PushAsync("app.zip", Encoding.UTF8.GetBytes("same"));
        await world.OrchestrateAsync(second);

        Assert.Empty(await world.BlobsAsync("quarantine"));
        Assert.Single(await world.BlobsAsync("artefacts"));
        Assert.Single((await world.Uploader.GetAsync($"/api/artefacts/contoso/shop/{ArtefactWorld.Sha}").OkAsync<ArtefactList>()).Artefacts);
    }

    [Fact]
    public async Task Content_that_is_not_what_was_scanned_does_not_leave_quarantine()
    {
        await using var world = await ArtefactWorld.OpenAsync(clamd);
        var receipt = await world.PushAsync("app.zip", Encoding.UTF8.GetBytes("good"));
        var container = await world.Web.Get<StorageAccount>().ContainerAsync("quarantine");
        await container.GetBlobClient((await world.BlobsAsync("quarantine"))[0]).UploadAsync(BinaryData.FromString("evil"), overwrite: true);

        var failure = await Assert.ThrowsAsync<StewardException>(() => world.Web.Get<IArtefactStore>().MoveAsync(receipt.Change.Product, ArtefactWorld.RequestOf(receipt).Place, receipt.Artefact.Sha256, _never));

        Assert.Contains("it stays there", failure.Message, StringComparison.Ordinal);
        Assert.Empty(await world.BlobsAsync("artefacts"));
    }

    [Theory]
    [InlineData("", "body", HttpStatusCode.BadRequest)]
    [InlineData("?name=a%2Fb", "body", HttpStatusCode.BadRequest)]
    [InlineData("?name=a", "", HttpStatusCode.BadRequest)]
    public async Task What_cannot_be_taken_is_refused_and_nothing_is_kept(string query, string body, HttpStatusCode expected)
    {
        await using var world = await ArtefactWorld.OpenAsync(clamd);

        await world.Uploader.PostAsync($"/api/artefacts/contoso/shop/{ArtefactWorld.Sha}{query}", new StringContent(body)).ProblemAsync(expected);

        Assert.Empty(await world.BlobsAsync("quarantine"));
        Assert.Empty(world.Web.Engine.Told);
    }

    [Fact]
    public async Task Readers_may_not_upload_and_absent_products_and_artefacts_are_not_found()
    {
        await using var world = await ArtefactWorld.OpenAsync(clamd);
        using var reader = await world.Web.ClientAsync(AccessLevel.Read);

        await reader.PostAsync($"/api/artefacts/contoso/shop/{ArtefactWorld.Sha}?name=a", new StringContent("x")).ProblemAsync(HttpStatusCode.Forbidden);
        await world.Uploader.PostAsync($"/api/artefacts/contoso/other/{ArtefactWorld.Sha}?name=a", new StringContent("x")).ProblemAsync(HttpStatusCode.NotFound);
        await reader.GetAsync($"/api/artefacts/contoso/shop/content/{new string('0', 64)}").ProblemAsync(HttpStatusCode.NotFound);
        Assert.NotEmpty(await reader.GetAsync("/api/antivirus").OkAsync<ScannerState[]>());
    }

    [Fact]
    public async Task The_receipt_names_the_orchestration_that_was_started_and_its_input_is_the_upload()
    {
        await using var world = await ArtefactWorld.OpenAsync(clamd);

        var receipt = await world.PushAsync("app.zip", Encoding.UTF8.GetBytes("some"));

        Assert.Equal(ArtefactWorld.RequestOf(receipt), await world.StartedAsync(receipt));
    }
}
