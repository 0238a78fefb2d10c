using System.Text;
using Steward.Gates;
using Steward.Kernel;
using Steward.Ledger;
using Steward.Stages;
using Steward.Stages.Testing.Coverage;
using Steward.Stages.Testing.Coverage.Uploads;
using Steward.Stages.Testing.Results.Uploads;
using Steward.TestKit.Changes;
using Steward.TestKit.Git;
using Xunit;

namespace Steward.StorageTests.Testing.Coverage;

public sealed class CoverageWorkflowTests
{
    private static readonly StageStep Step = new(Stage.Testing, "coverage", CoverageWorkflow.Name);

    [Fact]
    public async Task A_decided_change_is_decided_again_when_coverage_comes()
    {
        await using var repository = await GitRepositoryBuilder.CreateAsync();
        await using var world = await ChangeWorld.CreateAsync();
        const string Policy = "version: 1\ntesting: {deadline: 1s, coverage: {changedLines: 100, exclude: [steward.yaml]}}\n";
        var head = await repository.Write("steward.yaml", Policy).Write("a.py", "one\ntwo\n").Write("b.bin", [0, 1, 2]).Write("c.txt", "text\n").CommitAsync("Begin");
        var change = await world.DecideAsync(await world.RegisterAsync(repository), head, Step);
        Assert.Equal(Verdict.Missing, (await world.NodeAsync(change, "testing/coverage")).Verdict);

        await UploadAsync(world, change, "SF:/ci/a.py\nDA:1,1\nDA:2,0\nend_of_record\n");
        Assert.Equal("1 of 2 changed lines (50 %) was executed; the policy asks for 100 %: a.py line 2.", (await world.NodeAsync(change, "testing/coverage")).Reason);
        await UploadAsync(world, change, "SF:/ci/a.py\nDA:1,0\nDA:2,1\nend_of_record\n", "ui");
        Assert.Equal(Verdict.Pass, (await world.NodeAsync(change, "testing/coverage")).Verdict);
    }

    [Fact]
    public async Task Changed_lines_are_recorded_over_the_whole_range_and_once()
    {
        await using var repository = await GitRepositoryBuilder.CreateAsync();
        await using var world = await ChangeWorld.CreateAsync();
        const string Policy = "version: 1\ntesting: {coverage: {changedLines: 100}}\n";
        var before = await repository.Write("steward.yaml", Policy).Write("a.py", "1\n2\n3\n4\n").Write("gone.py", "x\n").Write("old.py", "long enough to be found again\nafter it was moved\n").CommitAsync("Begin");
        await repository.Write("a.py", "1\n2\nnew\n3\n4\n").CommitAsync("First");
        var head = await repository.Write("a.py", "1\n2\nnew\n3\nother\n").Write("b.bin", [0, 1, 2]).Delete("gone.py").Move("old.py", "new.py").CommitAsync("Second");
        var change = new ChangeId(await world.RegisterAsync(repository), head);
        var activity = world.Make<RecordChangedLines>();
        for (var i = 0; i < 2; i++) await activity.RunAsync(new StageRequest(change, before), CancellationToken.None);

        var entries = await world.Ledger.FindAsync(change.Product, Subject.Commit(head), CancellationToken.None).ToListAsync();
        var evidence = Assert.Single(entries).Evidence;
        Assert.Equal("""{"before":"BEFORE","binary":1,"deleted":1,"files":4,"lines":2}""".Replace("BEFORE", $"{before}", StringComparison.Ordinal), evidence.Details!.ToJsonString());
        var lines = Json.Read<ChangedLines>((await world.Get<IPayloadStore>().GetAsync(change.Product, evidence.Payload!, CancellationToken.None))!);
        Assert.Equal(["a.py 3,3,5,5 ", "b.bin  binary", "gone.py  deleted", "new.py  moved"], lines.Files.Select(f => $"{f.Path} {string.Join(',', f.Lines)} {f.Unlined}"));
    }

    [Fact]
    public async Task Lines_of_a_push_that_was_not_let_through_are_those_of_the_pushes_after_it()
    {
        await using var repository = await GitRepositoryBuilder.CreateAsync();
        await using var world = await ChangeWorld.CreateAsync();
        var product = await world.RegisterAsync(repository);
        const string Policy = "version: 1\ntesting: {deadline: 1s, coverage: {changedLines: 100, exclude: [steward.yaml]}}\n";
        await world.DecideAsync(product, await repository.Write("steward.yaml", Policy).Write("a.py", "one\n").CommitAsync("Begin"), Step);
        await world.DecideAsync(product, await repository.Write("b.py", "one\n").CommitAsync("Nobody runs this"), Step);
        var later = await world.DecideAsync(product, await repository.Write("c.md", "text\n").CommitAsync("Hide it"), Step);
        await UploadAsync(world, later, "SF:/ci/a.py\nDA:1,1\nend_of_record\nSF:/ci/b.py\nDA:1,0\nend_of_record\n");
        Assert.Equal("1 of 2 changed lines (50 %) was executed; the policy asks for 100 %: b.py line 1.", (await world.NodeAsync(later, "testing/coverage")).Reason);
    }

    [Fact]
    public async Task Nothing_is_recorded_where_the_policy_does_not_ask_for_it()
    {
        await using var repository = await GitRepositoryBuilder.CreateAsync();
        await using var world = await ChangeWorld.CreateAsync();
        var head = await repository.Write("steward.yaml", "version: 1\n").CommitAsync("Begin");
        var change = new ChangeId(await world.RegisterAsync(repository), head);
        await world.Make<RecordChangedLines>().RunAsync(new StageRequest(change, CommitSha.None), CancellationToken.None);
        Assert.Empty(await world.Ledger.FindAsync(change.Product, Subject.Commit(head), CancellationToken.None).ToListAsync());
    }

    private static async Task UploadAsync(ChangeWorld world, ChangeId change, string report, string set = "unit")
    {
        var bytes = Encoding.UTF8.GetBytes(report);
        await world.Get<CoverageIntake>().ReceiveAsync(
            CoverageUpload.Of(change, set, 1, "token:ci"), [new UploadedReport("lcov.info", new MemoryStream(bytes), Digest.Sha256(report))], CancellationToken.None);
        await world.ReopenedAsync(change);
    }
}
