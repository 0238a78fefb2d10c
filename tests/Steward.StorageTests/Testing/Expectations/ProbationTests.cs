using System.Runtime.CompilerServices;
using Steward.Gates;
using Steward.Kernel;
using Steward.Stages.Testing.Expectations;
using Steward.Stages.Testing.History;
using Steward.Stages.Testing.Results.Reading;
using Steward.TestKit.Changes;
using Steward.TestKit.Git;
using Xunit;

namespace Steward.StorageTests.Testing.Expectations;

public sealed class ProbationTests
{
    private const string Policy = "version: 1\ntesting: {deadline: 1s, probation: 2, sets: {unit: {}}}\n";

    [Fact]
    public async Task A_new_test_gates_once_it_has_passed_often_enough_on_the_default_branch_and_an_old_one_always()
    {
        await using var repository = await GitRepositoryBuilder.CreateAsync();
        await using var world = await ChangeWorld.CreateAsync();
        var product = await world.RegisterAsync(repository);
        async Task<(Verdict, string)> UnitAsync(string tests)
        {
            var commit = await repository.Write("steward.yaml", Policy).Write("a.txt", Guid.CreateVersion7().ToString()).CommitAsync("Next");
            await Upload.ToAsync(world, new ChangeId(product, commit), tests);
            var node = await world.NodeAsync(await world.DecideAsync(product, commit), "testing/results/unit");
            return (node.Verdict, node.Reason);
        }

        Assert.Equal((Verdict.Fail, "1 failed of 2 tests: Cart.old."), await UnitAsync("a+ old-"));
        Assert.Equal((Verdict.Pass, "1 test passed. New, shown and not gating: Cart.b failed (on probation: passed 0 of 2)."), await UnitAsync("a+ b-"));
        Assert.Equal(Verdict.Pass, (await UnitAsync("a+ b+")).Item1);
        Assert.Equal((Verdict.Pass, "1 test passed. New, shown and not gating: Cart.b failed (on probation: passed 1 of 2)."), await UnitAsync("a+ b-"));
        Assert.Equal(Verdict.Pass, (await UnitAsync("a+ b+")).Item1);
        Assert.Equal((Verdict.Fail, "1 failed of 2 tests: Cart.b."), await UnitAsync("a+ b-"));
        Assert.Equal((Verdict.Fail, "1 failed of 2 tests: Cart.old."), await UnitAsync("a+ old-"));
    }

    [Fact]
    public async Task Nothing_is_on_probation_while_the_default_branch_has_no_results_the_history_does_not_answer_or_too_many_tests_failed()
    {
        await using var repository = await GitRepositoryBuilder.CreateAsync();
        await using var world = await ChangeWorld.CreateAsync();
        var product = await world.RegisterAsync(repository);
        var (first, second) = (await repository.Write("a.txt", "a").CommitAsync("First"), await repository.Write("a.txt", "b").CommitAsync("Second"));
        await Upload.ToAsync(world, new ChangeId(product, first), "a+");
        var upload = Upload.Of(new ChangeId(product, second));
        Assert.All((await world.Make<ProbationCounter>().EnrichAsync(upload, Failed(1), CancellationToken.None)).Cases, t => Assert.Null(t.Passes));
        await world.DecideAsync(product, first);
        var failure = await Assert.ThrowsAsync<StewardException>(() => world.Make<ProbationCounter>(new Silent()).EnrichAsync(upload, Failed(1), CancellationToken.None));
        Assert.Equal(FailureKind.Unavailable, failure.Kind);
        Assert.All((await world.Make<ProbationCounter>().EnrichAsync(upload, Failed(1), CancellationToken.None)).Cases, t => Assert.Equal(0, t.Passes));
        Assert.All((await world.Make<ProbationCounter>().EnrichAsync(upload, Failed(ProbationCounter.MaxLookups + 1), CancellationToken.None)).Cases, t => Assert.Null(t.Passes));
    }

    [Fact]
    public async Task The_first_results_of_the_default_branch_are_looked_for_once_and_again_when_they_are_gone()
    {
        await using var repository = await GitRepositoryBuilder.CreateAsync();
        await using var world = await ChangeWorld.CreateAsync();
        var product = await world.RegisterAsync(repository);
        var history = new CountedHistory(world.Get<ITestHistory>());
        var commits = new List<CommitSha>();
        for (var i = 0; i < 3; i++)
        {
            var commit = await repository.Write("a.txt", $"{i}").CommitAsync($"Commit {i}");
            await world.DecideAsync(product, commit);
            foreach (var set in new[] { "unit", "ui" })
                await history.AddAsync(new TestRun(product, set, commit, 1, Digest.Sha256($"{i}"), DateTimeOffset.UnixEpoch.AddDays(i)) { Branch = "refs/heads/main" }, [], CancellationToken.None);
            commits.Add(commit);
        }

        var upload = Upload.Of(new ChangeId(product, commits[^1]));
        async Task<string> LookedForAsync()
        {
            history.Runs = history.Asked = 0;
            await world.Make<ProbationCounter>(history).EnrichAsync(upload, Failed(1), CancellationToken.None);
            return $"{(await history.FirstAsync(product, "refs/heads/main", CancellationToken.None))!.Commit.Abbreviated}: {history.Asked} lists, {history.Runs} runs";
        }

        Assert.Equal($"{commits[0].Abbreviated}: 2 lists, 6 runs", await LookedForAsync());
        Assert.Equal($"{commits[0].Abbreviated}: 0 lists, 0 runs", await LookedForAsync());
        foreach (var set in new[] { "unit", "ui" }) await history.TrimAsync(product, set, DateTimeOffset.UnixEpoch.AddHours(1), 0, CancellationToken.None);
        Assert.Equal($"{commits[1].Abbreviated}: 2 lists, 4 runs", await LookedForAsync());
        Assert.Equal($"{commits[1].Abbreviated}: 0 lists, 0 runs", await LookedForAsync());
    }

    private static TestReport Failed(int count)
    {
        var builder = new ReportBuilder(count);
        for (var i = 0; i < count; i++) builder.Add(new TestCaseResult("S", $"t{i}", TestOutcome.Failed, 0, null));
        return builder.Build("JUnit", null);
    }

    private sealed class Silent : ITestHistory
    {
        public Task AddAsync(TestRun run, IReadOnlyCollection<RanTest> tests, CancellationToken cancellation) => throw Away();

        public Task<TestTimeline?> FindAsync(ProductId product, string set, string test, int max, CancellationToken cancellation) => throw Away();

        public async IAsyncEnumerable<RunRecord> RunsAsync(
            ProductId product, string set, DateTimeOffset? before, RunDetails details, [EnumeratorCancellation] CancellationToken cancellation)
        {
            await Task.FromException(Away());
            yield break;
        }

        public async IAsyncEnumerable<string> SetsAsync(ProductId product, [EnumeratorCancellation] CancellationToken cancellation)
        {
            await Task.FromException(Away());
            yield break;
        }

        public Task<FirstResults?> FirstAsync(ProductId product, string branch, CancellationToken cancellation) => throw Away();

        public Task<FirstResults> NoteFirstAsync(ProductId product, FirstResults first, CancellationToken cancellation) => throw Away();

        public Task<int?> TrimAsync(ProductId product, string set, DateTimeOffset before, int from, CancellationToken cancellation) => throw Away();

        private static StewardException Away() => StewardException.Unavailable("away");
    }
}
