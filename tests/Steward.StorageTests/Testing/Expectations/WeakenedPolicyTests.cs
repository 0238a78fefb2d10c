using Steward.Changes;
using Steward.Gates;
using Steward.Kernel;
using Steward.Ledger;
using Steward.Stages;
using Steward.Stages.Testing.Expectations;
using Steward.TestKit.Changes;
using Steward.TestKit.Git;
using Xunit;

namespace Steward.StorageTests.Testing.Expectations;

public sealed class WeakenedPolicyTests
{
    private const string Strict = "version: 1\ntesting: {deadline: 1s, sets: {unit: {minimum: 500}, ui: {}}}\n";
    private const string Weak = "version: 1\ntesting: {deadline: 1s, sets: {unit: {minimum: 100, required: false}}}\n";
    private static readonly StageStep Step = new(Stage.Testing, "expectations", ExpectationsWorkflow.Name);

    [Fact]
    public async Task A_first_policy_weakens_nothing_and_a_weaker_one_is_named_set_by_set_until_each_is_waived()
    {
        await using var repository = await GitRepositoryBuilder.CreateAsync();
        await using var world = await ChangeWorld.CreateAsync();
        var product = await world.RegisterAsync(repository);
        var first = await repository.Write("steward.yaml", Strict).CommitAsync("Begin");
        var second = await repository.Write("steward.yaml", Weak).CommitAsync("Weaken");
        var begun = await world.DecideAsync(product, first, Step);
        Assert.Equal((Verdict.Pass, "There was no policy before this one: it weakens nothing."), await NodeAsync(world, begun, ""));

        var change = await world.DecideAsync(product, second, Step);
        Assert.Equal(
            (Verdict.Fail, $"Test set unit was weakened since {first.Abbreviated}: minimum was 500, is 100; required was true, is false. If that is meant, waive it with 'steward waive acme/shop {second.Abbreviated} testing/expectations/unit --reason WHY --until DAY'."),
            await NodeAsync(world, change, "/unit"));
        Assert.Equal(Verdict.Fail, (await NodeAsync(world, change, "/ui")).Verdict);
        Assert.StartsWith($"Test set ui was removed; at {first.Abbreviated} it asked for at least 1 test.", (await NodeAsync(world, change, "/ui")).Reason, StringComparison.Ordinal);
        var facts = await world.Get<FactCollector>().CollectAsync(change, new Dictionary<string, string>(), CancellationToken.None);
        var waived = facts.Assuming([.. new[] { "unit", "ui" }.Select(s => facts.Waived(new Waiver($"testing/expectations/{s}", facts.Now.AddDays(1), "ada", "meant")))]);
        Assert.Equal(Verdict.Waived, world.Get<ChangeGate>().Judge(waived).Walk().Single(n => n.Path == "change/testing/expectations").Node.Verdict);
    }

    [Fact]
    public async Task The_policy_before_says_whether_weakening_is_only_reported_and_repeating_leaves_nothing_twice()
    {
        await using var repository = await GitRepositoryBuilder.CreateAsync();
        await using var world = await ChangeWorld.CreateAsync();
        var product = await world.RegisterAsync(repository);
        var strict = await repository.Write("steward.yaml", Strict).CommitAsync("Begin");
        var reporting = await repository.Write("steward.yaml", Weak.Replace("deadline", "weakening: report, deadline", StringComparison.Ordinal)).CommitAsync("Weaken, and say that it does not matter");
        var weaker = await repository.Write("steward.yaml", "version: 1\ntesting: {deadline: 1s, weakening: report, sets: {}}\n").CommitAsync("Weaken again");
        var sly = await world.DecideAsync(product, reporting, Step);
        Assert.Equal(Verdict.Fail, (await NodeAsync(world, sly, "/unit")).Verdict);
        Assert.Equal(Verdict.Fail, (await NodeAsync(world, sly, "/policy/weakening")).Verdict);
        await LetThroughAsync(world, sly);
        var later = await world.DecideAsync(product, weaker, Step);
        Assert.Equal(Verdict.NotNeeded, (await NodeAsync(world, later, "/unit")).Verdict);

        // The whole push counts, not its last commit.
        for (var i = 0; i < 2; i++) await world.Make<CompareExpectations>().RunAsync(new StageRequest(later, strict), CancellationToken.None);
        var about = await world.Ledger.FindAsync(product, Subject.Commit(weaker), CancellationToken.None).Where(e => e.Evidence.Kind == ExpectedEvidence.Kind).ToListAsync();
        Assert.Equal([$"{reporting} 1 report", $"{strict} 2 block"], about.Select(e => $"{e.Evidence.Details!["base"]} {e.Evidence.Details["removed"]} {e.Evidence.Details["mode"]}"));
    }

    [Fact]
    public async Task What_was_not_let_through_is_no_base_so_the_pushes_after_it_are_held_against_the_one_before_it()
    {
        await using var repository = await GitRepositoryBuilder.CreateAsync();
        await using var world = await ChangeWorld.CreateAsync();
        var product = await world.RegisterAsync(repository);
        var strict = await repository.Write("steward.yaml", Strict).CommitAsync("Begin");
        await LetThroughAsync(world, await world.DecideAsync(product, strict, Step));
        var weak = await world.DecideAsync(product, await repository.Write("steward.yaml", Weak).CommitAsync("Weaken"), Step);
        await repository.Write("a.txt", "1").CommitAsync("Come along");
        var second = await world.DecideAsync(product, await repository.Write("a.txt", "2").CommitAsync("Go on"), Step);
        var third = await world.DecideAsync(product, await repository.Write("a.txt", "3").CommitAsync("And on"), Step);
        foreach (var change in new[] { weak, second, third })
        {
            var node = await NodeAsync(world, change, "/unit");
            Assert.Equal(Verdict.Fail, node.Verdict);
            Assert.StartsWith($"Test set unit was weakened since {strict.Abbreviated}: minimum was 500, is 100;", node.Reason, StringComparison.Ordinal);
        }

        // Who lets one of them through has accepted what it asks for.
        await LetThroughAsync(world, second);
        var fourth = await world.DecideAsync(product, await repository.Write("a.txt", "4").CommitAsync("Once more"), Step);
        Assert.Equal((Verdict.Pass, $"The policy asks for no less than the one before, at {second.Commit.Abbreviated}."), await NodeAsync(world, fourth, ""));
    }

    [Fact]
    public async Task Testing_taken_out_of_what_the_gate_asks_for_is_judged_by_the_policy_before_it()
    {
        await using var repository = await GitRepositoryBuilder.CreateAsync();
        await using var world = await ChangeWorld.CreateAsync();
        var product = await world.RegisterAsync(repository);
        var strict = await repository.Write("steward.yaml", Strict).CommitAsync("Begin");
        var without = await world.DecideAsync(product, await repository.Write("steward.yaml", $"{Strict}gate: {{requires: [security]}}\n").CommitAsync("Do not ask"), Step);
        var (verdict, reason) = await NodeAsync(world, without, "/policy/gate");
        Assert.Equal(Verdict.Fail, verdict);
        Assert.StartsWith($"gate was weakened since {strict.Abbreviated}: requires was everything, is security.", reason, StringComparison.Ordinal);
        Assert.Equal(Verdict.Fail, (await world.NodeAsync(without, "testing")).Verdict);

        // Who never asked for it is not asked.
        await LetThroughAsync(world, without);
        var weaker = await world.DecideAsync(product, await repository.Write("steward.yaml", $"{Weak}gate: {{requires: [security]}}\n").CommitAsync("Weaken"), Step);
        Assert.Equal(Verdict.NotNeeded, (await NodeAsync(world, weaker, "/unit")).Verdict);
    }

    [Fact]
    public async Task A_weaker_policy_that_is_pushed_again_over_one_as_weak_stays_named()
    {
        await using var repository = await GitRepositoryBuilder.CreateAsync();
        await using var world = await ChangeWorld.CreateAsync();
        var product = await world.RegisterAsync(repository);
        await repository.Write("steward.yaml", Strict).CommitAsync("Begin");
        var weak = await repository.Write("steward.yaml", Weak).CommitAsync("Weaken");
        var after = await repository.Write("a.txt", "a").CommitAsync("Go on");
        await world.Make<CompareExpectations>().RunAsync(new StageRequest(new ChangeId(product, weak), CommitSha.None), CancellationToken.None);
        await world.Make<CompareExpectations>().RunAsync(new StageRequest(new ChangeId(product, weak), after), CancellationToken.None);
        Assert.Equal(Verdict.Fail, (await NodeAsync(world, await world.DecideAsync(product, weak), "/unit")).Verdict);
        var begin = await NodeAsync(world, await world.DecideAsync(product, after, Step), "/unit");
        Assert.Equal(Verdict.Fail, begin.Verdict);
    }

    [Fact]
    public async Task A_policy_that_was_broken_or_taken_away_in_between_hides_nothing()
    {
        await using var repository = await GitRepositoryBuilder.CreateAsync();
        await using var world = await ChangeWorld.CreateAsync();
        var product = await world.RegisterAsync(repository);
        await repository.Write("steward.yaml", Strict).CommitAsync("Begin");
        var broken = await repository.Write("steward.yaml", "version: 1\ntesting: {sets: 5}\n").CommitAsync("Break");
        await repository.Delete("steward.yaml").Write("a.txt", "a").CommitAsync("Take away");
        var weak = await repository.Write("steward.yaml", Weak).CommitAsync("Weaken");
        Assert.Equal(Verdict.Fail, (await NodeAsync(world, await world.DecideAsync(product, weak, Step), "/unit")).Verdict);
        Assert.Equal(Verdict.Error, (await NodeAsync(world, await world.DecideAsync(product, broken, Step), "")).Verdict);
    }

    // As a decision says it that lets through, whatever else these worlds lack.
    private static Task LetThroughAsync(ChangeWorld world, ChangeId change) => world.AppendAsync(change.Product, new Evidence
    {
        Id = Evidence.IdFor(ChangeEvidence.Decided, Subject.Commit(change.Commit), "let through"),
        Time = TimeProvider.System.GetUtcNow(),
        Actor = "steward",
        Kind = ChangeEvidence.Decided,
        Subject = Subject.Commit(change.Commit),
        Outcome = EvidenceOutcome.Pass,
    });

    private static async Task<(Verdict Verdict, string Reason)> NodeAsync(ChangeWorld world, ChangeId change, string below)
    {
        var node = await world.NodeAsync(change, $"testing/expectations{below}");
        return (node.Verdict, node.Reason);
    }
}
