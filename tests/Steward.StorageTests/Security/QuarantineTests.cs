using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Steward.Engine;
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

        Assert.Equal((ArtefactState.Clean, ArtefactState.Infected), (await OrchestrateAsync(world, clean), await OrchestrateAsync(world, infected)));

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

    private static Task<QuarantineSwept> SweepAsync(ArtefactWorld world, string after = "") =>
        ActivatorUtilities.CreateInstance<SweepQuarantine>(world.Web.Services).RunAsync(new QuarantineStep(after, 0), CancellationToken.None);

    private static async Task<ArtefactState> OrchestrateAsync(ArtefactWorld world, ArtefactReceipt receipt)
    {
        var ended = await ReplayEverywhere.RunAsync(RealCatalog.Create(), ArtefactWorkflow.Name, ArtefactWorld.RequestOf(receipt), world.Web.Services);
        Assert.Equal(OrchestrationRuntimeStatus.Completed, ended.RuntimeStatus);
        return Json.Read<ArtefactState>(ended.SerializedOutput!);
    }

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
