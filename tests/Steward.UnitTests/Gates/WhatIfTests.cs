using Microsoft.Extensions.DependencyInjection;
using Steward.Gates;
using Steward.Gates.Assumptions;
using Steward.Kernel;
using Xunit;
using static Steward.UnitTests.Gates.GateWorld;

namespace Steward.UnitTests.Gates;

public sealed class WhatIfTests
{
    private static readonly WhatIf Real = new ServiceCollection().AddGates().BuildServiceProvider().GetRequiredService<WhatIf>();

    private static readonly ICriterion Antivirus =
        Says(Stage.Security, "antivirus", f => Node("antivirus", f.Latest("antivirus.completed") is null ? Verdict.Missing : Verdict.Pass));

    [Fact]
    public void What_would_be_is_judged_by_the_real_gate_and_every_node_that_differs_is_named()
    {
        var facts = Facts();
        var supposed = Judge(facts, "antivirus.completed=pass");
        Assert.Equal((Verdict.Missing, Verdict.Pass), (supposed.Now.Verdict, supposed.Then.Verdict));
        Assert.Equal(["change", "change/security", "change/security/antivirus"], supposed.Changed.Select(c => c.Path));
        Assert.All(supposed.Changed, c => Assert.Equal((Verdict.Missing, Verdict.Pass), (c.Was!.Value, c.Verdict)));
        Assert.Empty(facts.Entries);
        Assert.Empty(Judge(facts).Changed);
    }

    [Theory]
    [InlineData("waived security/antivirus")]
    [InlineData("  waived change/security")]
    public void A_waiver_can_be_assumed_of_what_the_tree_has(string phrase) => Assert.Equal(Verdict.Waived, Judge(Facts(), phrase).Then.Verdict);

    [Theory]
    [InlineData("antivirus.completed", "These are: waived PATH; KIND=OUTCOME")]
    [InlineData("approved by the moon", "is not an assumption. These are:")]
    [InlineData("=pass", "is not an assumption. These are:")]
    [InlineData("a=b=pass", "is not an assumption. These are:")]
    [InlineData("", "is not an assumption. These are:")]
    [InlineData("antivirus.completed=good", "the outcomes are info, pass, fail and error")]
    [InlineData("antivirus.completed=17", "the outcomes are info, pass, fail and error")]
    [InlineData("waived security/nothing", "What does not let it through: change/security/antivirus.")]
    [InlineData("waived change", "has no node 'change'")]
    public void What_cannot_be_assumed_is_answered_with_what_can(string phrase, string expected) =>
        Assert.Contains(expected, Assert.Throws<StewardException>(() => Judge(Facts(), phrase)).Message, StringComparison.Ordinal);

    [Fact]
    public void Questions_are_bounded()
    {
        Assert.Throws<StewardException>(() => Judge(Facts(), [.. Enumerable.Repeat("a.b=pass", WhatIf.MaxPhrases + 1)]));
        Assert.Throws<StewardException>(() => Judge(Facts(), $"{new string('a', WhatIf.MaxLength)}=pass"));
        Assert.Equal(Verdict.Missing, Judge(Facts(), [.. Enumerable.Repeat("a.b=pass", WhatIf.MaxPhrases)]).Then.Verdict);
    }

    private static Supposition Judge(GateFacts facts, params string[] phrases) =>
        Real.Judge(facts, f => Gate.Judge([Antivirus], f), phrases);
}
