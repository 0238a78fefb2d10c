using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Steward.Engine;
using Steward.Gates;
using Steward.Kernel;
using Steward.Ledger;
using Steward.Policy;
using Steward.Stages;
using Steward.Stages.Testing.Results;
using Steward.Stages.Testing.Results.Reading;
using Steward.Stages.Testing.Results.Uploads;
using Xunit;

namespace Steward.UnitTests.Testing;

/// <summary>Several attempts of one set: none may make a test disappear.</summary>
public sealed class AttemptTests
{
    private static readonly CommitSha Commit = CommitSha.Parse(new string('a', 40));

    [Fact]
    public void A_re_run_of_what_failed_heals_it_and_keeps_the_rest()
    {
        var set = Set(minimum: 4, Attempt(1, "a+", "b-", "c+", "d+"), Attempt(2, "b+"));
        Assert.Equal((Verdict.Pass, "Attempt 2: 4 tests passed. 3 tests as in attempt 1, which a later one did not run."), (set.Verdict, set.Reason));
    }

    [Fact]
    public void What_failed_before_and_was_not_run_again_still_fails()
    {
        var set = Set(minimum: 1, Attempt(1, "a-", "b-", "c+"), Attempt(2, "b+", "c+"));
        Assert.Equal((Verdict.Fail, "Attempt 2: 1 failed of 3 tests: S.a (attempt 1)."), (set.Verdict, set.Reason));
    }

    [Fact]
    public void A_whole_run_replaces_the_attempt_before() =>
        Assert.Equal("Attempt 2: 2 tests passed.", Set(2, Attempt(1, "a-", "b!"), Attempt(2, "a+", "b+")).Reason);

    [Fact]
    public void What_passed_before_and_fails_now_fails() =>
        Assert.StartsWith("Attempt 2: 1 failed of 2 tests: S.a.", Set(1, Attempt(1, "a+", "b+"), Attempt(2, "a-", "b+")).Reason, StringComparison.Ordinal);

    [Fact]
    public void Skipping_a_test_takes_no_failure_away_and_no_run_either()
    {
        Assert.Equal("Attempt 2: 1 failed of 2 tests: S.a (attempt 1).", Set(1, Attempt(1, "a-", "b+"), Attempt(2, "a~", "b+")).Reason);
        Assert.Equal(Verdict.Pass, Set(minimum: 3, Attempt(1, "a+", "b+", "c-"), Attempt(2, "a~", "b~", "c+")).Verdict);
        Assert.Equal("Attempt 2: 2 tests passed, 1 skipped.", Set(2, Attempt(1, "a-", "b-", "c~"), Attempt(2, "a+", "b+", "c~")).Reason);
    }

    [Fact]
    public void Of_three_attempts_each_test_counts_with_its_newest_run() =>
        Assert.Equal(
            "Attempt 3: 3 tests passed. 1 test as in attempt 1 and 1 test as in attempt 2, which a later one did not run.",
            Set(3, Attempt(3, "c+"), Attempt(1, "a+", "b-", "c-"), Attempt(2, "b+", "c-")).Reason);

    [Fact]
    public void Tests_of_one_name_are_counted_and_the_worst_that_is_lacking_stays()
    {
        Assert.Equal(Verdict.Pass, Set(3, Attempt(1, "a+", "a-", "a+"), Attempt(2, "a+", "a+", "a+")).Verdict);
        Assert.Equal("Attempt 2: 1 failed of 3 tests: S.a (attempt 1).", Set(1, Attempt(1, "a+", "a-", "a+"), Attempt(2, "a+")).Reason);
    }

    [Fact]
    public void Reports_of_one_attempt_are_laid_as_one() =>
        Assert.Equal("Attempt 2: 4 tests passed.", Set(4, Attempt(1, "a-", "b+", "c-", "d+"), Attempt(2, "a+", "b+"), Attempt(2, "c+", "d+")).Reason);

    [Fact]
    public void An_incomplete_attempt_heals_nothing_and_its_failures_count()
    {
        var broken = Attempt(2, "a+") with { Problem = "The report breaks off after 1 test: it ends too early." };
        var set = Set(1, Attempt(1, "a-", "b+"), broken);
        Assert.Equal(Verdict.Fail, set.Verdict);
        Assert.StartsWith("Attempt 1: 1 failed of 2 tests: S.a. Attempt 2 is incomplete and does not count:", set.Reason, StringComparison.Ordinal);

        var worse = Set(1, Attempt(1, "a+", "b+"), Attempt(2, "b-") with { Problem = "It breaks off." });
        Assert.Equal((Verdict.Fail, "Attempt 2: 1 failed of 1 test: S.b. Attempt 1: 2 tests passed."), (worse.Verdict, worse.Reason));
    }

    [Fact]
    public void An_attempt_without_tests_does_not_take_the_place_of_one_with()
    {
        var set = Set(1, Attempt(1, "a+"), Attempt(2));
        Assert.Equal((Verdict.Pass, "Attempt 1: 1 test passed. Attempt 2 holds no test and does not count."), (set.Verdict, set.Reason));
        Assert.Equal(Verdict.Fail, Set(1, Attempt(1, "a-"), Attempt(2)).Verdict);
        Assert.Equal(Verdict.Fail, Set(1, Attempt(1), Attempt(2)).Verdict);
    }

    [Fact]
    public void Where_only_counts_are_known_fewer_tests_do_not_pass()
    {
        var set = Set(1, Attempt(1, "a+", "b-", "c+") with { IsListed = false }, Attempt(2, "b+"));
        Assert.Equal(Verdict.Fail, set.Verdict);
        Assert.Contains("ran 1 of the 3 tests of attempt 1", set.Reason, StringComparison.Ordinal);
        Assert.Equal(Verdict.Pass, Set(1, Attempt(1, "a+", "b-", "c+") with { IsListed = false }, Attempt(2, "a+", "b+", "c+")).Verdict);
        Assert.Contains("upload the whole set", Set(1, Attempt(1, "a+", "b+"), Attempt(2, "b+") with { IsListed = false }).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Laying_a_large_set_under_a_re_run_is_quick()
    {
        var whole = Attempt(1, [.. Enumerable.Range(0, 20_000).Select(i => $"t{i}{(i == 7 ? '-' : '+')}")]);
        Assert.StartsWith("Attempt 2: 20000 tests passed.", Set(20_000, whole, Attempt(2, "t7+")).Reason.Replace(",", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    private static VerdictNode Set(int minimum, params Given[] attempts)
    {
        var registry = new StageRegistry();
        new ResultsCapability().Register(new CapabilityBuilder(new ServiceCollection(), new TaskCatalog(), registry));
        var policy = new PolicyReader(registry.Sections).Read($"version: 1\ntesting:\n  sets:\n    unit: {{minimum: {minimum}}}\n").Policy;
        var made = attempts.Select((a, i) => Of(a, i)).ToList();
        var facts = new GateFacts
        {
            Product = ProductId.Parse("shop/cart"), Commit = Commit, Policy = policy, Now = DateTimeOffset.UnixEpoch,
            Entries = [.. made.Select((m, i) => new LedgerEntry(i, m.Evidence))],
            Payloads = made.Where((_, i) => attempts[i].IsListed).ToDictionary(m => m.Evidence.Payload!, m => m.Payload),
        };
        return Assert.Single(new ResultsCriterion().Judge(facts).Children);
    }

    /// <summary>An attempt whose tests are written as a name and <c>+</c> passed, <c>-</c> failed, <c>!</c> errored, <c>~</c> skipped.</summary>
    private static Given Attempt(int number, params string[] tests) => new(number, tests);

    private static (Evidence Evidence, byte[] Payload) Of(Given given, int place)
    {
        var upload = new ResultsUpload(new ChangeId(ProductId.Parse("shop/cart"), Commit), "unit", given.Number, "token:ci");
        var builder = new ReportBuilder(ReportLimits.MaxCases);
        foreach (var test in given.Tests) builder.Add(new TestCaseResult("S", test[..^1], OutcomeOf(test[^1]), 0.1, null));
        var report = builder.Build("JUnit", given.Problem);
        var payload = Json.WriteBytes(ResultsPayload.Of(upload, report));
        var evidence = new Evidence
        {
            Id = Digest.Sha256($"{place}"), Time = default, Actor = "token:ci", Kind = ResultsEvidence.Kind, Subject = Subject.Commit(Commit),
            Outcome = EvidenceOutcome.Info, Details = JsonSerializer.SerializeToNode(DetailsOf(given, report), Json.Options)!.AsObject(),
            Payload = Digest.Sha256([.. payload, (byte)place]),
        };
        return (evidence, payload);
    }

    private static ResultsEvidence DetailsOf(Given given, TestReport report) => new()
    {
        Set = "unit", Attempt = given.Number, Report = "1", Format = report.Format, Problem = report.Problem,
        Passed = report.Counts.Passed, Failed = report.Counts.Failed, Errored = report.Counts.Errored, Skipped = report.Counts.Skipped,
        Flaky = 0, Milliseconds = 1,
        FirstFailed = [.. report.Cases.Where(c => c.Outcome is TestOutcome.Failed or TestOutcome.Errored).Take(3).Select(c => $"S.{c.Name}")],
    };

    private static TestOutcome OutcomeOf(char mark) => mark switch
    {
        '+' => TestOutcome.Passed,
        '-' => TestOutcome.Failed,
        '!' => TestOutcome.Errored,
        _ => TestOutcome.Skipped,
    };

    private sealed record Given(int Number, string[] Tests)
    {
        public string? Problem { get; init; }

        public bool IsListed { get; init; } = true;
    }
}
