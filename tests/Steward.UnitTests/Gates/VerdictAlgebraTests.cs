using Steward.Gates;
using Xunit;

namespace Steward.UnitTests.Gates;

public sealed class VerdictAlgebraTests
{
    [Theory]
    [InlineData(Verdict.Pass, true)]
    [InlineData(Verdict.NotNeeded, true)]
    [InlineData(Verdict.Waived, true)]
    [InlineData(Verdict.Missing, false)]
    [InlineData(Verdict.Fail, false)]
    [InlineData(Verdict.Error, false)]
    public void Only_pass_not_needed_and_waived_let_through(Verdict verdict, bool lets) => Assert.Equal(lets, verdict.LetsThrough());

    [Theory]
    [InlineData("", Verdict.Missing)]
    [InlineData("Pass", Verdict.Pass)]
    [InlineData("NotNeeded", Verdict.NotNeeded)]
    [InlineData("NotNeeded NotNeeded", Verdict.NotNeeded)]
    [InlineData("Pass NotNeeded", Verdict.Pass)]
    [InlineData("Pass Waived", Verdict.Waived)]
    [InlineData("NotNeeded Waived", Verdict.Waived)]
    [InlineData("Waived Missing", Verdict.Missing)]
    [InlineData("Pass Missing NotNeeded", Verdict.Missing)]
    [InlineData("Missing Fail", Verdict.Fail)]
    [InlineData("Fail Pass Pass Pass", Verdict.Fail)]
    [InlineData("Fail Error", Verdict.Error)]
    [InlineData("Error Pass Waived Missing Fail NotNeeded", Verdict.Error)]
    public void Together_they_are_as_bad_as_the_worst(string verdicts, Verdict together) =>
        Assert.Equal(together, Verdicts.Combine([.. verdicts.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Enum.Parse<Verdict>)]));

    [Fact]
    public void A_gate_gives_the_reason_of_what_decided_it()
    {
        var node = VerdictNode.All("g", [GateWorld.Node("a", Verdict.Pass), GateWorld.Node("b", Verdict.Missing), GateWorld.Node("c", Verdict.Fail)]);

        Assert.Equal((Verdict.Fail, "c is Fail."), (node.Verdict, node.Reason));
    }
}
