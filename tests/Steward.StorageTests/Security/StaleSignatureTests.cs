using System.Text.Json.Nodes;
using Steward.Azure.Artefacts;
using Steward.Azure.Clamd;
using Steward.Kernel;
using Steward.Ledger;
using Steward.Stages.Security.Antivirus;
using Steward.Stages.Security.Antivirus.Artefacts;
using Steward.Stages.Security.Antivirus.Signatures;
using Steward.TestKit;
using Steward.TestKit.Clamd;
using Steward.TestKit.Web;
using Xunit;

namespace Steward.StorageTests.Security;

/// <summary>A release that was clean, and a clamd that learns something new.</summary>
public sealed class StaleSignatureTests
{
    private static readonly byte[] _worm = "this was harmless until today"u8.ToArray();
    private static readonly CancellationToken _never = CancellationToken.None;

    [Fact]
    public async Task A_released_file_and_artefact_that_newer_signatures_know_are_condemned_and_told()
    {
        await using var daemon = await ClamdDaemon.StartAsync();
        using var clamd = ClamdTests.Open(daemon.Address);
        await using var world = await SecurityWorld.CreateAsync();
        var store = new BlobArtefactStore(await Azurite.AccountAsync(), TimeProvider.System);
        var commit = await world.Repository.Write("lib/worm.bin", _worm).Write("ok.txt", "ok\n").CommitAsync("Release");
        var old = new Versioned(clamd, "27100");
        var reopener = new RecordedReopener();
        Assert.Equal(ArtefactState.Clean, await UploadAsync(world, store, old, reopener, commit));

        await RescanAsync(world, store, old, reopener, commit);
        var quiet = (await world.AboutAsync(Subject.Commit(commit))).Where(e => e.Kind == "antivirus.condemned").ToList();
        await daemon.LearnAsync("Steward-Worm", _worm);
        var newer = new Versioned(clamd, "27102");
        for (var run = 0; run < 2; run++) await RescanAsync(world, store, newer, reopener, commit);

        Assert.Empty(quiet);
        foreach (var subject in new[] { Subject.Release("v1", commit), Subject.Commit(commit), Subject.Product(world.Product) })
        {
            var condemned = (await world.AboutAsync(subject)).Where(e => e.Kind == "antivirus.condemned").ToList();
            Assert.Equal(["lib/worm.bin", "app.bin"], condemned.Select(e => (string?)e.Details!["what"]));
            Assert.All(condemned, e => Assert.Contains("Steward-Worm.UNOFFICIAL (ClamAV", e.Summary, StringComparison.Ordinal));
        }

        var scans = (await world.AboutAsync(Subject.Blob(await world.Repository.ObjectAsync("lib/worm.bin")))).Select(e => (e.Outcome, (string?)e.Details!["signatures"]));
        Assert.Equal([(EvidenceOutcome.Pass, "27100"), (EvidenceOutcome.Fail, "27102")], scans);
        Assert.Equal(["27100", "27102"], (await world.AboutAsync(Subject.Product(world.Product))).Where(e => e.Kind == "antivirus.rescanned").Select(e => (string?)e.Details!["signatures"]));
        Assert.Contains(reopener.Told, t => t == (new ChangeId(world.Product, commit), "antivirus.condemned"));
        Assert.Contains(reopener.Told, t => t == (new ChangeId(world.Product, CommitSha.None), "antivirus.condemned"));
        await Assert.ThrowsAsync<StewardException>(() => new ArtefactReader(store, world.Ledger).OpenAsync(world.Product, Digest.Sha256(_worm), _never));
    }

    [Fact]
    public async Task A_release_with_many_files_is_scanned_in_parts_that_go_on_where_one_ended()
    {
        await using var daemon = await ClamdDaemon.StartAsync();
        using var clamd = ClamdTests.Open(daemon.Address);
        await using var world = await SecurityWorld.CreateAsync();
        for (var n = 0; n < ReleaseRescan.FilesAtOnce + 20; n++) world.Repository.Write($"src/{n}.txt", $"file {n}\n");
        var commit = await world.Repository.CommitAsync("Many");
        var activity = Activity(world, new BlobArtefactStore(await Azurite.AccountAsync(), TimeProvider.System), new Versioned(clamd, "27100"), new RecordedReopener());

        var second = await activity.RunAsync(new RescanStep(world.Product, "v1", commit, 0, 0), _never);
        var end = await activity.RunAsync(second!, _never);

        Assert.Equal((ReleaseRescan.FilesAtOnce, ReleaseRescan.FilesAtOnce), (second!.From, second.Scanned));
        Assert.Null(end);
        Assert.Equal(ReleaseRescan.FilesAtOnce + 20, (int)Assert.Single(await world.AboutAsync(Subject.Product(world.Product))).Details!["scanned"]!);
    }

    private static async Task<ArtefactState> UploadAsync(SecurityWorld world, BlobArtefactStore store, IAntivirus antivirus, RecordedReopener reopener, CommitSha commit)
    {
        var stored = await store.ReceiveAsync(world.Product, new MemoryStream(_worm), 1000, _never);
        var request = new ArtefactRequest(new ChangeId(world.Product, commit), stored.Sha256, "app.bin", stored.Place);
        await world.Ledger.AppendAsync(world.Product, [Received(request, new Subject("artefact", stored.Sha256)), Received(request, Subject.Commit(commit))], _never);
        var state = await new ScanArtefact(store, antivirus, world.Ledger, reopener, TimeProvider.System).RunAsync(request, _never);
        await new MoveArtefact(store).RunAsync(request, _never);
        return state;
    }

    private static Evidence Received(ArtefactRequest request, Subject subject) => new()
    {
        Id = Evidence.IdFor("artefact.received", subject, request.Place),
        Time = DateTimeOffset.UnixEpoch,
        Actor = "token:ci",
        Kind = "artefact.received",
        Subject = subject,
        Outcome = EvidenceOutcome.Info,
        Details = new JsonObject { ["sha256"] = request.Sha256, ["name"] = request.Name, ["bytes"] = _worm.Length, ["commit"] = request.Change.Commit.ToString() },
    };

    private static async Task RescanAsync(SecurityWorld world, BlobArtefactStore store, IAntivirus antivirus, RecordedReopener reopener, CommitSha commit) =>
        Assert.Null(await Activity(world, store, antivirus, reopener).RunAsync(new RescanStep(world.Product, "v1", commit, 0, 0), _never));

    private static RescanRelease Activity(SecurityWorld world, BlobArtefactStore store, IAntivirus antivirus, RecordedReopener reopener) =>
        new(antivirus, new ReleaseRescan(world, antivirus, store, world.Ledger, TimeProvider.System), world.Ledger, reopener, TimeProvider.System);

    // The daemon of the tests has no signatures of ClamAV's own, so it has no version of them to tell: it is told here.
    private sealed class Versioned(ClamdAntivirus inner, string signatures) : IAntivirus
    {
        public async Task<AntivirusEngine> IdentifyAsync(CancellationToken cancellation) => await inner.IdentifyAsync(cancellation) with { Signatures = signatures };

        public async Task<ScanResult> ScanAsync(ScanContent content, CancellationToken cancellation)
        {
            var result = await inner.ScanAsync(content, cancellation);
            return result with { Engine = result.Engine! with { Signatures = signatures } };
        }
    }
}
