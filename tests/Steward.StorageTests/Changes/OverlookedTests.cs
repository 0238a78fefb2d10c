using System.Text;
using Microsoft.Extensions.Time.Testing;
using Steward.Changes;
using Steward.Changes.Overlooked;
using Steward.Gates;
using Steward.Kernel;
using Steward.Stages;
using Steward.Stages.Testing.Results.Uploads;
using Steward.TestKit.Changes;
using Steward.TestKit.Git;
using Xunit;

namespace Steward.StorageTests.Changes;

/// <summary>Evidence was stored, and who stored it died before he could tell its change.</summary>
public sealed class OverlookedTests : ChangeTests
{
    [Fact]
    public async Task A_crash_between_append_and_raise_is_made_good_once()
    {
        var change = await ReopenTests.DecidedAsync(World, Repository);
        Assert.Equal(Verdict.Missing, (await World.NodeAsync(change, "testing/results/unit")).Verdict);
        await UploadAndDieAsync(change);
        Assert.Equal(Verdict.Missing, (await World.NodeAsync(change, "testing/results/unit")).Verdict);

        Assert.Equal(1, await LookAsync());
        Assert.Single(await World.ReopenedAsync(change));
        Assert.Equal(Verdict.Pass, (await World.NodeAsync(change, "testing/results/unit")).Verdict);
        Assert.Equal(0, await LookAsync());
        Assert.Single(await World.ReopenedAsync(change));
    }

    [Fact]
    public async Task What_every_decision_knew_reopens_nothing_and_is_read_once()
    {
        var change = await ReopenTests.DecidedAsync(World, Repository);
        var looked = await OverlookedLater().LookAsync(change.Product, default);
        Assert.Empty(looked.Changes);
        Assert.True(looked.Next > 0);
        await OverlookedLater().SettleAsync(change.Product, looked, default);
        Assert.Equal((looked.Next, looked.Next), (await OverlookedLater().LookAsync(change.Product, default)) is var again ? (again.From, again.Next) : default);
    }

    [Fact]
    public async Task What_is_being_announced_at_this_moment_is_left_for_the_next_look()
    {
        var change = await ReopenTests.DecidedAsync(World, Repository);
        await UploadAndDieAsync(change);
        var now = World.Make<OverlookedEvidence>(new FakeTimeProvider(TimeProvider.System.GetUtcNow()));
        var looked = await now.LookAsync(change.Product, default);
        Assert.Empty(looked.Changes);
        Assert.Equal(looked.From, looked.Next);
        Assert.Equal(1, await LookAsync());
    }

    [Fact]
    public async Task A_look_that_dies_before_it_is_settled_is_done_again_and_reopens_nothing_twice()
    {
        var change = await ReopenTests.DecidedAsync(World, Repository);
        await UploadAndDieAsync(change);
        var looked = await OverlookedLater().LookAsync(change.Product, default);
        await World.Get<IChangeReopener>().EvidenceArrivedAsync(Assert.Single(looked.Changes).Change, "results.received", default);
        Assert.Single(await World.ReopenedAsync(change));
        Assert.Equal(0, await LookAsync());
        Assert.Single(await World.ReopenedAsync(change));
    }

    [Fact]
    public async Task Evidence_about_a_commit_that_is_no_change_is_passed_over()
    {
        var product = await World.RegisterAsync(Repository);
        await World.AppendAsync(product, ChangeWorld.Approval(CommitSha.Parse(new string('d', 40))));
        Assert.Equal(0, await LookAsync());
        Assert.Equal(1, await World.Get<IEvidenceCursors>().GetAsync(product, default));
    }

    [Fact]
    public async Task A_record_from_before_decisions_said_what_they_knew_goes_by_the_time()
    {
        var change = await ReopenTests.DecidedAsync(World, Repository);
        var record = await World.RecordAsync(change) with { Known = null };
        await World.Get<IChangeStore>().PutAsync(record, default);
        Assert.Equal(0, await LookAsync());
        await World.AppendAsync(change.Product, ChangeWorld.Approval(change.Commit, at: record.DecidedAt!.Value.AddSeconds(1)));
        Assert.Equal(1, await LookAsync());
    }

    [Fact]
    public async Task A_product_that_cannot_be_looked_at_hides_no_other()
    {
        await using var other = await GitRepositoryBuilder.CreateAsync();
        var broken = await World.RegisterAsync(other, "aaa/broken");
        var change = await ReopenTests.DecidedAsync(World, Repository);
        await UploadAndDieAsync(change);
        Assert.Equal(1, await RunAsync(World.Make<OverlookedEvidence>(Later(), new BrokenFor(broken, World.Get<IEvidenceCursors>()))));
    }

    // Storage has the evidence; the process is gone before it could say so.
    private async Task UploadAndDieAsync(ChangeId change)
    {
        const string Green = "<testsuite name='s'><testcase name='a'/></testsuite>";
        var intake = World.Make<ResultsIntake>(new DiesOnTelling());
        var report = new UploadedReport("a.xml", new MemoryStream(Encoding.UTF8.GetBytes(Green)), Digest.Sha256(Green));
        await Assert.ThrowsAsync<IOException>(() => intake.ReceiveAsync(ResultsUpload.Of(change, "unit", 1, "token:ci"), [report], default));
    }

    private Task<int> LookAsync() => RunAsync(OverlookedLater());

    private Task<int> RunAsync(OverlookedEvidence overlooked) =>
        World.Make<ReopenOverlooked>(overlooked).RunAsync(new ScheduledRun(TimeProvider.System.GetUtcNow()), default);

    private OverlookedEvidence OverlookedLater() => World.Make<OverlookedEvidence>(Later());

    private static FakeTimeProvider Later() => new(TimeProvider.System.GetUtcNow() + OverlookedEvidence.Patience + TimeSpan.FromMinutes(1));

    private sealed class DiesOnTelling : IChangeReopener
    {
        public Task EvidenceArrivedAsync(ChangeId change, string kind, CancellationToken cancellation) => throw new IOException("kill -9");

        public Task ProductEvidenceArrivedAsync(ProductId product, string kind, CancellationToken cancellation) => throw new IOException("kill -9");
    }

    private sealed class BrokenFor(ProductId broken, IEvidenceCursors inner) : IEvidenceCursors
    {
        public Task<long> GetAsync(ProductId product, CancellationToken cancellation) =>
            product == broken ? throw StewardException.Invalid("damaged on purpose") : inner.GetAsync(product, cancellation);

        public Task PutAsync(ProductId product, long next, CancellationToken cancellation) => inner.PutAsync(product, next, cancellation);
    }
}
