using Steward.Changes;
using Steward.Gates;
using Steward.Kernel;
using Steward.Ledger;
using Steward.Stages;
using Steward.Stages.Development.Environment;
using Steward.StorageTests.Changes;
using Xunit;

namespace Steward.StorageTests.Development;

public sealed class MachineReportTests : ChangeTests
{
    private static readonly StageStep Environment = new(Stage.Development, "environment", EnvironmentWorkflow.Name);

    [Fact]
    public async Task A_drift_has_the_newest_change_judged_again_and_its_end_too()
    {
        var change = await DecidedAsync();
        Assert.Equal(Verdict.Missing, (await World.NodeAsync(change, "development/environment")).Verdict);
        await ReportAsync(change, "2.39");
        Assert.Single(await World.ReopenedAsync(change));
        var drifted = await World.NodeAsync(change, "development/environment");
        Assert.Equal(Verdict.Fail, drifted.Verdict);
        Assert.Contains("git 2.39 instead of", drifted.Reason, StringComparison.Ordinal);

        await ReportAsync(change, null);
        Assert.Equal(2, (await World.ReopenedAsync(change)).Count);
        Assert.Equal(Verdict.Pass, (await World.NodeAsync(change, "development/environment")).Verdict);
    }

    [Fact]
    public async Task The_same_report_is_recorded_once_a_day_and_decides_nothing_again()
    {
        var change = await DecidedAsync();
        var first = await ReportAsync(change, "2.39");
        Assert.Equal(first.Index, (await ReportAsync(change, "2.39")).Index);
        Assert.Single(await World.ReopenedAsync(change));
        Assert.Equal(first.Index, (await ReportAsync(change, "2.39")).Index);
        Assert.Single(await World.ReopenedAsync(change));
    }

    [Fact]
    public async Task A_report_that_was_stored_and_not_announced_is_announced_when_it_is_sent_again()
    {
        var change = await DecidedAsync();
        var report = await ReportOfAsync(change, "2.39");
        await Assert.ThrowsAsync<IOException>(() => World.Make<MachineReports>(new Dies()).AddAsync(change.Product, report, "token:ci", default));
        Assert.Empty(await World.ReopenedAsync(change));
        await ReportAsync(change, "2.39");
        Assert.Single(await World.ReopenedAsync(change));
        Assert.Equal(Verdict.Fail, (await World.NodeAsync(change, "development/environment")).Verdict);
    }

    private async Task<ChangeId> DecidedAsync()
    {
        const string Policy = "version: 1\ndevelopment:\n  environment:\n    drift: block\n    tools: {git: \">=2.40\"}\n";
        var head = await Repository.Write("steward.yaml", Policy).CommitAsync("Begin");
        return await World.DecideAsync(await World.RegisterAsync(Repository), head, Environment);
    }

    private async Task<LedgerEntry> ReportAsync(ChangeId change, string? drifted) =>
        await World.Get<MachineReports>().AddAsync(change.Product, await ReportOfAsync(change, drifted), "token:ci", default);

    private async Task<MachineReport> ReportOfAsync(ChangeId change, string? drifted)
    {
        var declared = await World.Ledger.FindAsync(change.Product, Subject.Commit(change.Commit), default).FirstAsync(e => e.Evidence.Kind == DeclareEnvironment.Kind);
        var item = new CheckedItem("tools", "git", ">=2.40", drifted ?? "2.47", drifted is null ? ItemState.Same : ItemState.Drifted);
        return new MachineReport("build-1", (string)declared.Evidence.Details!["fingerprint"]!, [item]);
    }

    private sealed class Dies : IChangeReopener
    {
        public Task EvidenceArrivedAsync(ChangeId change, string kind, CancellationToken cancellation) => throw new IOException("kill -9");

        public Task ProductEvidenceArrivedAsync(ProductId product, string kind, CancellationToken cancellation) => throw new IOException("kill -9");
    }
}
