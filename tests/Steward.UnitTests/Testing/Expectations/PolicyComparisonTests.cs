using Steward.Stages.Testing.Expectations;
using Xunit;

namespace Steward.UnitTests.Testing.Expectations;

public sealed class PolicyComparisonTests
{
    [Theory]
    [InlineData("{sets: {unit: {minimum: 500}}}", "{sets: {unit: {minimum: 100}}}", "unit Weakened minimum 500>100")]
    [InlineData("{sets: {unit: {minimum: 500}}}", "{sets: {unit: {}}}", "unit Weakened minimum 500>1")]
    [InlineData("{sets: {unit: {maxSkipped: 3}}}", "{sets: {unit: {maxSkipped: 4}}}", "unit Weakened maxSkipped 3>4")]
    [InlineData("{sets: {unit: {maxSkipped: 3}}}", "{sets: {unit: {}}}", "unit Weakened maxSkipped 3>any number")]
    [InlineData("{sets: {unit: {}}}", "{sets: {unit: {required: false}}}", "unit Weakened required true>false")]
    [InlineData("{sets: {unit: {shards: 4}}}", "{sets: {unit: {shards: 3}}}", "unit Weakened shards 4>3")]
    [InlineData("{sets: {unit: {shards: 4}}}", "{sets: {unit: {}}}", "unit Weakened shards 4>not said")]
    [InlineData("{sets: {unit: {command: a}}}", "{sets: {unit: {command: b, results: x.xml}}}", "unit Changed command 'a'>'b'", "unit Changed results not said>'x.xml'")]
    [InlineData("{sets: {unit: {minimum: 2}, ui: {required: false}}}", "{sets: {}}", "unit Removed  at least 2 tests>", "ui Removed  at least 1 test, not required>")]
    [InlineData("{sets: {unit: {}}}", "", "unit Removed  at least 1 test>")]
    [InlineData("{coverage: {changedLines: 80}}", "{coverage: {changedLines: 79}}", "policy/coverage Weakened changedLines 80 %>79 %")]
    [InlineData("{coverage: {changedLines: 80}}", "{sets: {}}", "policy/coverage Removed  80 % of the changed lines>")]
    [InlineData("{coverage: {changedLines: 80, sets: [unit, ui]}}", "{coverage: {changedLines: 80, sets: [ui], exclude: [src/**]}}", "policy/coverage Weakened sets with unit>without it", "policy/coverage Weakened exclude without src/**>with it")]
    [InlineData("{sets: {}}", "{weakening: report}", "policy/weakening Weakened  block>report")]
    [InlineData("{sets: {unit: {tests: [A.*, b], keep: released}}}", "{sets: {unit: {tests: [b], removed: [{test: c, reason: old}]}}}",
        "unit Weakened tests with A.*>without it", "unit Weakened keep released>not said", "unit Changed removed without c>with it (old)")]
    [InlineData("{sets: {}}", "{quarantine: [{set: unit, test: a, owner: ada, until: 2026-12-01, reason: r}]}", "policy/quarantine Weakened a of unit not there>there until 2026-12-01 (owner ada)")]
    [InlineData("{quarantine: [{set: unit, test: a, owner: ada, until: 2026-12-01, reason: r}]}", "{quarantine: [{set: unit, test: a, owner: bob, until: 2026-12-02, reason: r}]}",
        "policy/quarantine Weakened a of unit until 2026-12-01>until 2026-12-02 (owner bob)")]
    [InlineData("{probation: 3}", "{sets: {}}", "policy/probation Weakened  3>5")]
    public void What_asks_for_less_is_told(string before, string now, params string[] told) => Assert.Equal(told, Told(before, now));

    [Theory]
    [InlineData("{sets: {unit: {}}}", "{sets: {unit: {minimum: 9, maxSkipped: 0, shards: 2}, ui: {}}, coverage: {changedLines: 10}}")]
    [InlineData("{sets: {unit: {required: false}}, weakening: report, deadline: 1h}", "{sets: {unit: {required: true}}, deadline: 1s}")]
    [InlineData("{quarantine: [{set: unit, test: a, owner: ada, until: 2026-12-01, reason: r}], probation: 5}", "{quarantine: [{set: unit, test: a, owner: ada, until: 2026-11-01, reason: r}], probation: 0}")]
    [InlineData("{coverage: {changedLines: 10}}", "{coverage: {changedLines: 20, sets: [unit]}}")]
    public void What_asks_for_as_much_or_more_is_not(string before, string now, params string[] told) => Assert.Equal(told, Told(before, now));

    [Fact]
    public void A_first_policy_weakens_nothing() =>
        Assert.Empty(PolicyComparison.Of(Steward.Policy.Policy.Missing, Policies.Of("{sets: {unit: {required: false}}, weakening: report, probation: 9}")));

    private static IEnumerable<string> Told(string before, string now) =>
        PolicyComparison.Of(Policies.Of(before), Policies.Of(now)).Select(c => $"{c.Of} {c.Fate} {c.What} {c.Was}>{c.Is}");
}
