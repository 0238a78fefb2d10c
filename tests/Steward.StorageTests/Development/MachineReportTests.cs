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

    [Fact]
    public async Task Versions_of_many_items_with_long_names_are_recorded_as_far_as_there_is_room()
    {
        var change = await DecidedAsync();
        var report = await ReportOfAsync(change, "2.39");
        var items = Enumerable.Range(0, 900).Select(i => new CheckedItem("apt", $"p{i}{new string('\u00fc', 100)}", "1", "2", i % 2 == 0 ? ItemState.Drifted : ItemState.Same)).ToList();
        var details = (await World.Get<MachineReports>().AddAsync(change.Product, report with { Items = items }, "token:ci", default)).Evidence.Details!;
        Assert.InRange(details["drifted"]!.AsArray().Count, 10, 50);
        Assert.InRange(details["found"]!.AsObject().Count, 5, 100);
        Assert.Equal(900, (int)details["items"]!);
    }

    [Theory]
    [InlineData("m\0", "git", "2", "no control characters")]
    [InlineData("m", null, "2", "needs provider, name and wanted")]
    [InlineData("m", "g\u001b[31m", "2", "needs provider, name and wanted")]
    [InlineData("m", "git", "", "needs provider, name and wanted")]
    [InlineData("m", "", null, "needs provider, name and wanted")]
    public async Task What_no_machine_reports_is_refused(string machine, string? name, string? found, string sentence)
    {
        var product = await World.RegisterAsync(Repository);
        CheckedItem[] items = found is null ? [null!] : [new CheckedItem("git", name!, "2", found, ItemState.Same)];
        foreach (var fingerprint in new[] { new string('a', 64), new string('x', 64) })
        {
            var failure = await Assert.ThrowsAsync<StewardException>(() => World.Get<MachineReports>().AddAsync(product, new MachineReport(machine, fingerprint, items), "token:ci", default));
            Assert.Contains(fingerprint[0] == 'x' ? "64 hexadecimal digits" : sentence, failure.Message, StringComparison.Ordinal);
        }
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
