using System.Text.Json.Nodes;
using Steward.Gates;
using Steward.Kernel;
using Steward.Ledger;
using Steward.Stages;
using Steward.Stages.Release.Releases;
using Steward.Stages.Testing.Expectations;
using Steward.Stages.Testing.Results;
using Steward.TestKit.Changes;
using Steward.TestKit.Git;
using Xunit;

namespace Steward.StorageTests.Testing.Expectations;

public sealed class ReleasedTestsTests
{
    private static readonly StageStep Step = new(Stage.Testing, "expectations", ExpectationsWorkflow.Name);

    [Fact]
    public async Task A_test_of_the_last_released_version_does_not_disappear_without_a_note()
    {
        await using var repository = await GitRepositoryBuilder.CreateAsync();
        await using var world = await ChangeWorld.CreateAsync();
        var product = await world.RegisterAsync(repository);
        async Task<(CommitSha Commit, Verdict Verdict, string Reason)> UnitAsync(string keep, string tests)
        {
            var commit = await repository.Write("steward.yaml", $"version: 1\ntesting: {{deadline: 1s, sets: {{unit: {{{keep}}}}}}}\n").Write("a.txt", tests).CommitAsync("Next");
            await Upload.ToAsync(world, new ChangeId(product, commit), tests);
            var node = await world.NodeAsync(await world.DecideAsync(product, commit, Step), "testing/results/unit");
            return (commit, node.Verdict, node.Reason);
        }

        var first = await UnitAsync("keep: released", "a+ b+ c- d~");
        Assert.EndsWith("No version was released yet, so no test of one can have disappeared.", first.Reason, StringComparison.Ordinal);
        await ReleaseAsync(world, product, "v1", first.Commit, EvidenceOutcome.Pass);
        await ReleaseAsync(world, product, "v2", first.Commit, EvidenceOutcome.Fail);
        var lost = await UnitAsync("keep: released", "a+");
        Assert.Equal(
            (Verdict.Fail, "1 of 2 tests that passed in v1 has disappeared without a note: Cart.b. Bring them back, or note each under 'removed' of this set. 1 test passed."),
            (lost.Verdict, lost.Reason));
        var noted = await UnitAsync("keep: released, removed: [{test: b, reason: It is part of a now.}]", "a+ new+");
        Assert.Equal((Verdict.Pass, "2 tests passed. Of 2 tests that passed in v1, 1 is gone, with a note."), (noted.Verdict, noted.Reason));

        for (var i = 0; i < 2; i++) await world.Make<CompareExpectations>().RunAsync(new StageRequest(new ChangeId(product, noted.Commit), CommitSha.None), CancellationToken.None);
        Assert.Single(await world.Ledger.FindAsync(product, Subject.Commit(noted.Commit), CancellationToken.None).Where(e => e.Evidence.Kind == ReleasedTests.Kind).ToListAsync());
    }

    // What the release stage leaves.
    private static async Task ReleaseAsync(ChangeWorld world, ProductId product, string tag, CommitSha commit, EvidenceOutcome outcome)
    {
        var named = ChangeWorld.Approval(commit) with
        {
            Id = Digest.Sha256(tag), Kind = ReleaseEvidence.Named, Subject = Subject.Product(product), Details = new JsonObject { ["tag"] = tag, ["commit"] = commit.ToString() },
        };
        await world.AppendAsync(product, named);
        await world.AppendAsync(product, named with { Id = Digest.Sha256($"{tag} decided"), Kind = ReleaseEvidence.Decided, Subject = Subject.Release(tag, commit), Outcome = outcome });
    }
}
