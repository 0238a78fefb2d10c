using Steward.Changes;
using Steward.Gates;
using Steward.Kernel;
using Xunit;

namespace Steward.UnitTests.Changes;

public sealed class NextStepTests
{
    [Theory]
    [InlineData("unit", null, "steward results push FILE --set unit --product shop/cart --commit ")]
    [InlineData("unit", "shard 2 of 4", "steward results push FILE --set unit --shard 2/4 --product shop/cart --commit ")]
    [InlineData("unit", "tests", null)]
    public void What_is_missing_of_a_test_set_is_uploaded_with_a_command(string set, string? part, string? command)
    {
        var below = part is null ? [] : new[] { new VerdictNode(part, Verdict.Missing, "It has not come.") };
        var results = VerdictNode.All("results", [new VerdictNode(set, Verdict.Missing, "Not all has come.") { Children = [.. below] }]);
        var change = new ChangeRecord
        {
            Id = new ChangeId(ProductId.Parse("shop/cart"), CommitSha.Parse(new string('a', 40))), Ref = "refs/heads/main", Before = CommitSha.None, Actor = "github:ann",
            ReceivedAt = DateTimeOffset.UnixEpoch, State = ChangeState.Decided, Tree = VerdictNode.All("change", [VerdictNode.All("testing", [results])]),
        };
        var step = Assert.Single(NextStep.Of(change, DateTimeOffset.UnixEpoch));
        Assert.Equal(command is null, step.Command is null);
        Assert.StartsWith(command ?? "", step.Command ?? "", StringComparison.Ordinal);
    }
}
