using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Steward.Access;
using Steward.Kernel;
using Steward.Ledger;
using Steward.Stages;
using Steward.Stages.Security.Antivirus;
using Steward.Stages.Security.Antivirus.Artefacts;
using Steward.Stages.Security.Antivirus.Quarantine;
using Steward.StorageTests.Workflows;
using Steward.TestKit.Clamd;
using Steward.TestKit.Engine;
using Steward.TestKit.Web;
using Xunit;

namespace Steward.StorageTests.Security;

/// <summary>Quarantine is looked through: nothing waits there for ever, and nobody fills the storage with it.</summary>
public sealed class QuarantineTests(ClamdFixture clamd) : IClassFixture<ClamdFixture>
{
    [Fact]
    public async Task An_artefact_goes_its_way_on_the_real_engine_with_the_real_scanner()
    {
        using var antivirus = ClamdTests.Open(clamd.Daemon.Address);
        await using var world = await ArtefactWorld.OpenAsync(services => services.AddSingleton<IAntivirus>(antivirus));
        var content = Archives.Zip(new byte[70_000], "app.dll");
        var (clean, infected) = (await world.PushAsync("app.zip", content), await world.PushAsync("setup.zip", Archives.Zip(Eicar.Bytes)));

        Assert.Equal((ArtefactState.Clean, ArtefactState.Infected), (await world.OrchestrateAsync(clean), await world.OrchestrateAsync(infected)));

        Assert.Equal([$"contoso/shop/{clean.Artefact.Sha256}"], await world.BlobsAsync("artefacts"));
        Assert.Equal([$"contoso/shop/{ArtefactWorld.RequestOf(infected).Place}"], await world.BlobsAsync("quarantine"));
        var listed = (await world.Uploader.GetAsync($"/api/artefacts/contoso/shop/{ArtefactWorld.Sha}").OkAsync<ArtefactList>()).Artefacts;
        Assert.Equal([("app.zip", ArtefactState.Clean), ("setup.zip", ArtefactState.Infected)], listed.Select(a => (a.Name, a.State)));
        Assert.Equal(content, await world.Uploader.GetByteArrayAsync(ArtefactWorld.Content(clean)));
    }

    [Fact]
    public async Task What_a_dead_process_left_waiting_is_started_once_it_is_no_longer_under_way()
    {
        await using var world = await ArtefactWorld.OpenAsync();
        var receipt = await world.PushAsync("app.zip", "waits"u8.ToArray());
        await world.Web.Engine.PurgeInstanceAsync(receipt.Instance);
        var told = world.Web.Engine.Told.Count;
        Assert.Equal(new QuarantineSwept(null, 0, 0), await SweepAsync(world));

        world.Web.Clock.Advance(TimeSpan.FromMinutes(11));
        Assert.Equal(new QuarantineSwept(null, 0, 1), await SweepAsync(world));
        Assert.Contains(receipt.Instance, world.Web.Engine.Told.Skip(told).Single(), StringComparison.Ordinal);

        await ScanAsync(world, receipt, ScanVerdict.Unknown);
        Assert.Equal(new QuarantineSwept(null, 0, 0), await SweepAsync(world));
    }

    [Theory]
    [InlineData(ScanVerdict.Infected)]
    [InlineData(ScanVerdict.Unknown)]
    public async Task What_is_not_clean_goes_after_thirty_days_and_that_is_told(ScanVerdict verdict)
    {
        await using var world = await ArtefactWorld.OpenAsync();
        var receipt = await world.PushAsync("app.zip", "unclean"u8.ToArray());
        await ScanAsync(world, receipt, verdict);
        world.Web.Clock.Advance(SweepQuarantine.Keeps);
        Assert.Equal(new QuarantineSwept(null, 0, 0), await SweepAsync(world));
        world.Web.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(new QuarantineSwept(null, 1, 0), await SweepAsync(world));

        Assert.Empty(await world.BlobsAsync("quarantine"));
        foreach (var subject in new[] { new Subject("artefact", receipt.Artefact.Sha256), Subject.Commit(CommitSha.Parse(ArtefactWorld.Sha)) })
            Assert.Equal("app.zip was removed from quarantine: it was not clean for 30 days.", (await world.AboutAsync(subject)).Single(e => e.Kind == "artefact.removed").Summary);

        // The texts follow: what is gone does not stay anywhere.
        var refused = await world.Uploader.GetAsync(ArtefactWorld.Content(receipt)).ProblemAsync(verdict == ScanVerdict.Infected ? HttpStatusCode.Forbidden : HttpStatusCode.Conflict);
        Assert.Contains("It was removed from quarantine on 2026-12-23.", refused, StringComparison.Ordinal);
        Assert.DoesNotContain("stays", refused, StringComparison.Ordinal);
        await world.PushAsync("app.zip", "unclean"u8.ToArray());
        Assert.Contains("It stays in quarantine.", await world.Uploader.GetAsync(ArtefactWorld.Content(receipt)).ProblemAsync(verdict == ScanVerdict.Infected ? HttpStatusCode.Forbidden : HttpStatusCode.Conflict), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_fills_quarantine_of_one_product_is_refused_with_a_sentence_and_nothing_is_kept_of_it()
    {
        await using var world = await ArtefactWorld.OpenAsync(services => services.AddSingleton(new QuarantineLimits(2, 1000)));
        await world.PushAsync("a", new byte[400]);
        var tooLong = await UploadAsync(world, "contoso/shop", 700).ProblemAsync(HttpStatusCode.Conflict);
        Assert.Single(await world.BlobsAsync("quarantine"));
        await world.PushAsync("b", new byte[500]);
        var third = await UploadAsync(world, "contoso/shop", 1).ProblemAsync(HttpStatusCode.Conflict);

        Assert.Contains("Quarantine is full for contoso/shop: 2 uploads", tooLong, StringComparison.Ordinal);
        Assert.Contains("What is not clean goes after 30 days, or when somebody who may approve gives 'steward artefacts empty contoso/shop'.", third, StringComparison.Ordinal);
        Assert.Equal(2, (await world.BlobsAsync("quarantine")).Count);
        Assert.Equal(2, world.Web.Engine.Told.Count(t => t.StartsWith("start Artefact ", StringComparison.Ordinal)));

        await world.Web.Seed.ProductAsync("contoso/till");
        await UploadAsync(world, "contoso/till", 900).OkAsync<ArtefactReceipt>();
    }

    [Fact]
    public async Task Who_may_approve_empties_quarantine_of_what_is_not_clean_and_that_is_told()
    {
        await using var world = await ArtefactWorld.OpenAsync(services => services.AddSingleton(new QuarantineLimits(2, 1000)));
        using var approver = await world.Web.ClientAsync(AccessLevel.Approve);
        var (infected, waiting) = (await world.PushAsync("a", "infected"u8.ToArray()), await world.PushAsync("b", "waiting"u8.ToArray()));
        await ScanAsync(world, infected, ScanVerdict.Infected);

        await world.Uploader.DeleteAsync("/api/artefacts/contoso/shop/quarantine").ProblemAsync(HttpStatusCode.Forbidden);
        var emptied = await approver.DeleteAsync("/api/artefacts/contoso/shop/quarantine").OkAsync<QuarantineEmptied>();

        Assert.Equal((1, 1), (emptied.Removed, emptied.Left));
        Assert.Equal([$"contoso/shop/{ArtefactWorld.RequestOf(waiting).Place}"], await world.BlobsAsync("quarantine"));
        var removed = (await world.AboutAsync(Subject.Commit(CommitSha.Parse(ArtefactWorld.Sha)))).Single(e => e.Kind == "artefact.removed");
        Assert.Equal("a was removed from quarantine: it was emptied.", removed.Summary);
        Assert.StartsWith("token:test-", removed.Actor, StringComparison.Ordinal);
        await world.PushAsync("c", "there is room again"u8.ToArray());
    }

    [Fact]
    public async Task A_duplicate_of_what_was_released_takes_no_room()
    {
        await using var world = await ArtefactWorld.OpenAsync();
        var content = "the same"u8.ToArray();
        var first = await world.PushAsync("app.zip", content);
        var before = await world.PushAsync("app.zip", content);
        await world.Web.Get<IArtefactStore>().MoveAsync(first.Change.Product, ArtefactWorld.RequestOf(first).Place, first.Artefact.Sha256, CancellationToken.None);
        await world.PushAsync("app.zip", content);
        Assert.Equal([$"contoso/shop/{ArtefactWorld.RequestOf(before).Place}"], await world.BlobsAsync("quarantine"));
        world.Web.Clock.Advance(TimeSpan.FromMinutes(11));
        Assert.Equal(1, (await SweepAsync(world)).Removed);
        Assert.Empty(await world.BlobsAsync("quarantine"));
        Assert.Equal(content, await world.Uploader.GetByteArrayAsync(ArtefactWorld.Content(await ScannedAsync(world, first))));
    }

    [Fact]
    public async Task Parts_follow_each_other_to_the_end()
    {
        await using var world = await ArtefactWorld.OpenAsync();
        for (var n = 0; n < 3; n++) await world.PushAsync("app.zip", Encoding.UTF8.GetBytes($"content {n}"));
        var last = (await world.BlobsAsync("quarantine"))[1];
        world.Web.Clock.Advance(SweepQuarantine.Keeps + TimeSpan.FromMinutes(1));
        Assert.Equal(1, (await SweepAsync(world, last)).Removed);
        var ended = await ReplayEverywhere.RunAsync(RealCatalog.Create(), QuarantineWorkflow.Name, new ScheduledRun(world.Web.Clock.GetUtcNow()), world.Web.Services);
        Assert.Equal("2", ended.SerializedOutput);
        Assert.Empty(await world.BlobsAsync("quarantine"));
    }

    private static Task<HttpResponseMessage> UploadAsync(ArtefactWorld world, string product, int bytes) =>
        world.Uploader.PostAsync($"/api/artefacts/{product}/{ArtefactWorld.Sha}?name=x", new ByteArrayContent(new byte[bytes]));

    private static Task<QuarantineSwept> SweepAsync(ArtefactWorld world, string after = "") =>
        ActivatorUtilities.CreateInstance<SweepQuarantine>(world.Web.Services).RunAsync(new QuarantineStep(after, 0), CancellationToken.None);

    private static async Task<ArtefactReceipt> ScannedAsync(ArtefactWorld world, ArtefactReceipt receipt)
    {
        await ScanAsync(world, receipt, ScanVerdict.Clean);
        return receipt;
    }

    private static Task ScanAsync(ArtefactWorld world, ArtefactReceipt receipt, ScanVerdict verdict) =>
        ActivatorUtilities.CreateInstance<ScanArtefact>(world.Web.Services, (IAntivirus)new Saying(verdict)).RunAsync(ArtefactWorld.RequestOf(receipt), CancellationToken.None);

    private sealed class Saying(ScanVerdict verdict) : IAntivirus
    {
        private static readonly AntivirusEngine _engine = new("ClamAV", "1.4.6", "27101");

        public Task<AntivirusEngine> IdentifyAsync(CancellationToken cancellation) => Task.FromResult(_engine);

        public Task<ScanResult> ScanAsync(ScanContent content, CancellationToken cancellation) => Task.FromResult(new ScanResult(verdict) { Engine = _engine });
    }
}
