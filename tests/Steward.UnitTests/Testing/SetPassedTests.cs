using Microsoft.Extensions.DependencyInjection;
using Steward.Engine;
using Steward.Gates;
using Steward.Gates.Assumptions;
using Steward.Kernel;
using Steward.Stages;
using Steward.Stages.Testing.Results;
using Xunit;

namespace Steward.UnitTests.Testing;

public sealed class SetPassedTests
{
    private static readonly WhatIf Real = Services().GetRequiredService<WhatIf>();

    [Theory]
    [InlineData("unit: {}")]
    [InlineData("unit: {minimum: 40}")]
    [InlineData("unit: {minimum: 7, shards: 3}", "report 1 1/3 a+ b-", "report 1 2/3 c!")]
    [InlineData("unit: {tests: [Cart.sums, 'Till.*']}", "report 2 a+")]
    [InlineData("unit: {}", "report 1 a+ b-", "report 2 b-")]
    [InlineData("unit: {}", "report 1 a+ b+ cut")]
    [InlineData("unit: {maxSkipped: 0}", "report 1 a~ b+")]
    [InlineData("unit: {}", "announce 3 shards=2 tests=a,b,c")]
    [InlineData("unit: {}", "announce 2 shards=2 shard=2 tests=a,b", "abort 2 because the machine died")]
    [InlineData("unit: {}", "announce 1 shards=4 by=workflow", "report 1 1/4 a-")]
    [InlineData("unit: {keep: released}", "released v1 a,b,c", "report 1 a+")]
    public void Whatever_stands_against_a_set_it_can_be_assumed_to_have_passed(string policy, params string[] events)
    {
        var story = new SetStory { Policy = policy, NowMinute = 90 }.With(events);
        var supposed = Suppose(story.Facts(), "set unit passed");
        Assert.NotEqual(Verdict.Pass, Unit(supposed.Now).Verdict);
        Assert.True(Unit(supposed.Then).Verdict == Verdict.Pass, Unit(supposed.Then).Reason);
    }

    [Fact]
    public void A_set_that_nobody_knows_cannot() => Assert.Contains(
        "There are: unit.", Assert.Throws<StewardException>(() => Suppose(new SetStory().Facts(), "set network passed")).Message, StringComparison.Ordinal);

    private static Supposition Suppose(GateFacts facts, string phrase) =>
        Real.Judge(facts, f => Gate.Judge([new ResultsCriterion()], f), [phrase]);

    private static ServiceProvider Services()
    {
        var services = new ServiceCollection().AddGates();
        services.AddCapabilities(new TaskCatalog());
        return services.BuildServiceProvider();
    }

    private static VerdictNode Unit(VerdictNode tree) => tree.Walk().Single(n => n.Path == "change/testing/results/unit").Node;
}
