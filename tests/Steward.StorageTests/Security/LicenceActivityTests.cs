using Steward.Azure.Packages;
using Steward.Kernel;
using Steward.Ledger;
using Steward.Stages.Security.Licences;
using Steward.TestKit;
using Steward.TestKit.Packages;
using Xunit;

namespace Steward.StorageTests.Security;

/// <summary>A pushed commit's lock files through the registries into a real ledger.</summary>
public sealed class LicenceActivityTests
{
    private const string NuGetLock = """{"version":1,"dependencies":{"net10.0":{"Some.Package":{"type":"Direct","resolved":"1.0.0"}}}}""";
    private const string NpmLock = """{"lockfileVersion":3,"packages":{"node_modules/left":{"version":"1.0.0","license":"MIT"}}}""";

    [Fact]
    public async Task Lock_files_at_the_commit_leave_one_list_of_dependencies()
    {
        await using var world = await SecurityWorld.CreateAsync();
        await using var registries = await FakeRegistries.StartAsync();
        registries.PublishNpm("left", "1.0.0", """{"license":"MIT"}""");
        registries.PublishNuGet("some.package", "1.0.0", """<package><metadata><license type="expression">Apache-2.0</license></metadata></package>""");
        var commit = await world.Repository.Write("src/packages.lock.json", NuGetLock).Write("test/packages.lock.json", NuGetLock)
            .Write("web/package-lock.json", NpmLock).Write("web/node_modules/left/package-lock.json", "{}").CommitAsync("Begin");
        await world.Repository.Write("web/package-lock.json", "{").CommitAsync("Break it");

        await RunAsync(world, commit, registries.NuGetIndex, npm: registries.Npm);
        await RunAsync(world, commit, registries.NuGetIndex, npm: registries.Npm);

        var evidence = Assert.Single(await world.AboutAsync(Subject.Commit(commit)));
        Assert.Equal((LicencesCapability.Scanned, EvidenceOutcome.Info), (evidence.Kind, evidence.Outcome));
        Assert.Equal("2 dependencies in 3 lock files; 0 of unknown licence.", evidence.Summary);
        var scan = await world.PayloadAsync<LicenceScan>(evidence);
        Assert.Equal(["npm:left@1.0.0 MIT", "nuget:Some.Package@1.0.0 Apache-2.0"], scan.Dependencies.Select(d => $"{d.Id} {d.Declared!.Text}"));
        Assert.Equal(["src/packages.lock.json", "test/packages.lock.json"], scan.Dependencies[1].LockFiles);
    }

    [Fact]
    public async Task A_silent_registry_fails_the_activity_and_is_a_gap_only_when_gaps_are_accepted()
    {
        await using var world = await SecurityWorld.CreateAsync();
        var commit = await world.Repository.Write("packages.lock.json", NuGetLock).CommitAsync("Begin");
        var nowhere = $"http://127.0.0.1:{Azurite.FreePort()}/index.json";

        var failure = await Assert.ThrowsAsync<StewardException>(() => RunAsync(world, commit, nowhere));
        Assert.Empty(await world.AboutAsync(Subject.Commit(commit)));
        await RunAsync(world, commit, nowhere, acceptGaps: true);

        Assert.True(failure.IsRetryable);
        var evidence = Assert.Single(await world.AboutAsync(Subject.Commit(commit)));
        Assert.Equal(EvidenceOutcome.Error, evidence.Outcome);
        Assert.True(Assert.Single((await world.PayloadAsync<LicenceScan>(evidence)).Dependencies).IsUnreachable);
    }

    [Fact]
    public async Task A_registry_that_stays_silent_is_not_asked_for_every_package()
    {
        await using var world = await SecurityWorld.CreateAsync();
        await using var registries = await FakeRegistries.StartAsync();
        registries.Instead = context =>
        {
            context.Response.StatusCode = 503;
            return Task.CompletedTask;
        };
        var entries = string.Join(",", Enumerable.Range(0, 300).Select(n => $"\"P{n}\":{{\"type\":\"Direct\",\"resolved\":\"1.0.0\"}}"));
        var commit = await world.Repository.Write("packages.lock.json", NuGetLock.Replace("\"Some.Package\":", entries + ",\"Some.Package\":", StringComparison.Ordinal)).CommitAsync("Begin");

        await RunAsync(world, commit, registries.NuGetIndex, acceptGaps: true);

        var scan = await world.PayloadAsync<LicenceScan>(Assert.Single(await world.AboutAsync(Subject.Commit(commit))));
        Assert.Equal(301, scan.Dependencies.Count(d => d.IsUnreachable));
        Assert.InRange(registries.Asked.Count, 1, 20);
    }

    [Fact]
    public async Task Broken_and_unread_lock_files_are_named_and_hide_no_other()
    {
        await using var world = await SecurityWorld.CreateAsync();
        await using var registries = await FakeRegistries.StartAsync();
        registries.PublishNpm("left", "1.0.0", """{"license":"MIT"}""");
        var commit = await world.Repository.Write("a/package-lock.json", "{").Write("d/package.json", """{"dependencies":{"left":"1"}}""").Write("b/package-lock.json", NpmLock).Write("c/bun.lock", "").CommitAsync("Begin");

        await RunAsync(world, commit, "http://127.0.0.1:1/", npm: registries.Npm);

        var evidence = Assert.Single(await world.AboutAsync(Subject.Commit(commit)));
        var scan = await world.PayloadAsync<LicenceScan>(evidence);
        Assert.Equal(EvidenceOutcome.Error, evidence.Outcome);
        Assert.Equal([true, false, true], scan.Files.Select(f => f.Problem is not null));
        Assert.Equal("npm:left@1.0.0", Assert.Single(scan.Dependencies).Id.ToString());
        Assert.Equal(["d/package.json"], scan.Unlocked);
        Assert.Equal("1 dependency in 3 lock files; 1 file without one; 0 of unknown licence.", evidence.Summary);
    }

    private static async Task RunAsync(SecurityWorld world, CommitSha commit, string nuget, bool acceptGaps = false, string npm = "http://127.0.0.1:1/")
    {
        var options = new PackageOptions { Home = "/nowhere", NuGetSources = [nuget], NpmRegistry = npm };
        var scanner = new LicenceScanner(PackageServices.Create(options, TimeProvider.System));
        var activity = new LicenceScanActivity(new CommitScan(world, scanner, world.Headers()), world.Payloads, world.Ledger, TimeProvider.System);
        await activity.RunAsync(new LicenceScanRequest(new ChangeId(world.Product, commit), acceptGaps), CancellationToken.None);
    }
}
