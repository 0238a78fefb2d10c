using Steward.Azure.Clamd;
using Steward.Kernel;
using Steward.Ledger;
using Steward.Source;
using Steward.Stages.Security.Antivirus;
using Steward.TestKit;
using Steward.TestKit.Clamd;
using Xunit;

namespace Steward.StorageTests.Security;

/// <summary>A pushed commit's files through a real clamd into a real ledger.</summary>
public sealed class AntivirusActivityTests(ClamdFixture clamd) : IClassFixture<ClamdFixture>
{
    [Fact]
    public async Task Each_changed_file_leaves_evidence_about_its_blob_and_the_change_is_completed()
    {
        await using var world = await SecurityWorld.CreateAsync();
        var before = await world.Repository.Write("old.txt", "old\n").CommitAsync("Begin");
        var commit = await world.Repository.Write("clean.txt", "clean\n").Write("bad.bin", Eicar.Bytes).Link("link", "clean.txt").Delete("old.txt").CommitAsync("Change");

        await RunAsync(world, before, commit);

        Assert.Equal(EvidenceOutcome.Pass, (await ScanOfAsync(world, "clean.txt")).Outcome);
        Assert.Equal(EvidenceOutcome.Pass, (await ScanOfAsync(world, "link")).Outcome);
        var bad = await ScanOfAsync(world, "bad.bin");
        Assert.Equal((EvidenceOutcome.Fail, ClamdDaemon.Signature), (bad.Outcome, (string?)bad.Details!["signature"]));
        var completed = Assert.Single(await world.AboutAsync(Subject.Commit(commit)));
        var report = await world.PayloadAsync<AntivirusReport>(completed);
        Assert.Equal(["bad.bin", "clean.txt", "link"], report.Files.Select(f => f.Path));
        Assert.Null(report.Problem);
        Assert.Equal("ClamAV", report.Engine!.Name);
    }

    [Fact]
    public async Task A_blob_that_was_scanned_is_not_scanned_again_and_running_twice_changes_nothing()
    {
        await using var world = await SecurityWorld.CreateAsync();
        var first = await world.Repository.Write("a.txt", "same\n").CommitAsync("Begin");
        var second = await world.Repository.Write("copy.txt", "same\n").Write("new.txt", "new\n").CommitAsync("Copy");
        var counting = new CountingAntivirus(ClamdTests.Open(clamd.Daemon.Address));

        await RunAsync(world, CommitSha.None, first, counting);
        await RunAsync(world, first, second, counting);
        await RunAsync(world, first, second, counting);

        Assert.Equal(2, counting.Scans);
        Assert.Single(await world.AboutAsync(Subject.Blob(await world.Repository.ObjectAsync("copy.txt"))));
        Assert.Single(await world.AboutAsync(Subject.Commit(second)));
    }

    [Fact]
    public async Task Other_signatures_scan_again()
    {
        await using var world = await SecurityWorld.CreateAsync();
        var commit = await world.Repository.Write("a.txt", "a\n").CommitAsync("Begin");

        foreach (var signatures in new[] { "27000", "27001" })
            await RunAsync(world, CommitSha.None, commit, new CountingAntivirus(ClamdTests.Open(clamd.Daemon.Address)) { Signatures = signatures });

        var scans = await world.AboutAsync(Subject.Blob(await world.Repository.ObjectAsync("a.txt")));
        Assert.Equal(["27000", "27001"], scans.Select(e => (string?)e.Details!["signatures"]));
    }

    [Fact]
    public async Task No_clamd_is_tried_again_and_then_recorded_as_a_gap()
    {
        await using var world = await SecurityWorld.CreateAsync();
        var commit = await world.Repository.Write("a.txt", "a\n").CommitAsync("Begin");
        using var absent = ClamdTests.Open($"127.0.0.1:{Azurite.FreePort()}");

        var failure = await Assert.ThrowsAsync<StewardException>(() => RunAsync(world, CommitSha.None, commit, absent));
        await RunAsync(world, CommitSha.None, commit, absent, acceptGaps: true);

        Assert.True(failure.IsRetryable);
        var completed = Assert.Single(await world.AboutAsync(Subject.Commit(commit)));
        Assert.Equal(EvidenceOutcome.Error, completed.Outcome);
        Assert.Contains("cannot be reached", (await world.PayloadAsync<AntivirusReport>(completed)).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_clamd_that_breaks_off_keeps_what_was_found_and_names_the_file()
    {
        await using var world = await SecurityWorld.CreateAsync();
        var commit = await world.Repository.Write("a.bin", Eicar.Bytes).Write("b.txt", "b\n").CommitAsync("Begin");
        var breaking = new CountingAntivirus(ClamdTests.Open(clamd.Daemon.Address)) { BreaksOn = "b\n"u8.ToArray() };

        await RunAsync(world, CommitSha.None, commit, breaking, acceptGaps: true);

        Assert.Equal(EvidenceOutcome.Fail, (await ScanOfAsync(world, "a.bin")).Outcome);
        Assert.Empty(await world.AboutAsync(Subject.Blob(await world.Repository.ObjectAsync("b.txt"))));
        var report = await world.PayloadAsync<AntivirusReport>(Assert.Single(await world.AboutAsync(Subject.Commit(commit))));
        Assert.StartsWith("b.txt: ", report.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Submodules_are_listed_and_not_scanned_and_a_thousand_files_are_scanned_in_bulk()
    {
        await using var world = await SecurityWorld.CreateAsync();
        for (var n = 0; n < 1000; n++) world.Repository.Write($"src/{n}.txt", $"file {n}\n");
        await world.Repository.CommitAsync("Many");
        await world.Repository.SubmoduleAsync("lib", CommitSha.Parse(new string('a', 40)));
        await world.Repository.GitAsync("commit", "-q", "-m", "Add a submodule");
        var commit = await world.Repository.HeadAsync();

        await RunAsync(world, CommitSha.None, commit);

        var completed = Assert.Single(await world.AboutAsync(Subject.Commit(commit)));
        Assert.Equal((1001, 1000), ((int)completed.Details!["files"]!, (int)completed.Details!["scanned"]!));
        Assert.Contains((await world.PayloadAsync<AntivirusReport>(completed)).Files, f => f is { Path: "lib", Kind: EntryKind.Submodule });
    }

    private async Task RunAsync(SecurityWorld world, CommitSha before, CommitSha commit, IAntivirus? antivirus = null, bool acceptGaps = false)
    {
        using var real = ClamdTests.Open(clamd.Daemon.Address);
        var activity = world.Activity<AntivirusScanActivity>(antivirus ?? real);
        await activity.RunAsync(new AntivirusScanRequest(new ChangeId(world.Product, commit), before, acceptGaps), CancellationToken.None);
    }

    private static async Task<Evidence> ScanOfAsync(SecurityWorld world, string path) =>
        Assert.Single(await world.AboutAsync(Subject.Blob(await world.Repository.ObjectAsync(path))));

    /// <summary>Counts what the real one is asked, and breaks off where a test says.</summary>
    private sealed class CountingAntivirus(ClamdAntivirus inner) : IAntivirus
    {
        private int _scans;

        public int Scans => _scans;

        public string? Signatures { get; init; }

        public byte[]? BreaksOn { get; init; }

        public async Task<AntivirusEngine> IdentifyAsync(CancellationToken cancellation) =>
            await inner.IdentifyAsync(cancellation) with { Signatures = Signatures };

        public async Task<ScanResult> ScanAsync(ScanContent content, CancellationToken cancellation)
        {
            Interlocked.Increment(ref _scans);
            var copy = new MemoryStream();
            await using (var opened = await content.OpenAsync(cancellation)) await opened.CopyToAsync(copy, cancellation);
            if (BreaksOn is not null && copy.ToArray().AsSpan().SequenceEqual(BreaksOn)) throw StewardException.Unavailable("clamd broke the connection off.");
            copy.Position = 0;
            var result = await inner.ScanAsync(copy, cancellation);
            return result with { Engine = result.Engine! with { Signatures = Signatures } };
        }
    }
}
