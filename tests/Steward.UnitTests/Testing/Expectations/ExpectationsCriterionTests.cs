using Steward.Gates;
using Steward.Kernel;
using Steward.Ledger;
using Steward.Stages.Testing.Expectations;
using Xunit;

namespace Steward.UnitTests.Testing.Expectations;

public sealed class ExpectationsCriterionTests
{
    private const string Strict = "{sets: {unit: {minimum: 2}, ui: {command: a}}}";
    private static readonly CommitSha Commit = CommitSha.Parse(new string('a', 40));
    private static readonly CommitSha Base = CommitSha.Parse(new string('b', 40));

    [Theory]
    [InlineData(Strict, "{sets: {unit: {minimum: 2}, ui: {command: a}}}", Verdict.Pass, "The policy asks for no less than the one before, at bbbbbbbbbb.")]
    [InlineData(Strict, "{sets: {unit: {minimum: 3}, ui: {command: b}}}", Verdict.Pass, "Test set ui was changed since bbbbbbbbbb: command was 'a', is 'b'.")]
    [InlineData(Strict, "{sets: {unit: {minimum: 2}}}", Verdict.Fail, "Test set ui was removed; at bbbbbbbbbb it asked for at least 1 test. If that is meant, waive it with 'steward waive shop/cart aaaaaaaaaa testing/expectations/ui --reason WHY --until DAY'.")]
    [InlineData("{weakening: report, sets: {unit: {minimum: 2}}}", "{weakening: report, sets: {unit: {}}}", Verdict.NotNeeded, "Test set unit was weakened since bbbbbbbbbb: minimum was 2, is 1.")]
    [InlineData("{sets: {}}", "{quarantine: [{set: unit, test: 'S.*', owner: ada, until: 2026-12-01, reason: r}]}", Verdict.Fail, "testing.quarantine was weakened since bbbbbbbbbb: S.* of unit was not there, is there until 2026-12-01 (owner ada).")]
    public void What_was_found_is_said_and_weaker_is_not_let_through(string before, string now, Verdict verdict, string reason)
    {
        var node = Judge(Compared(Policies.Of(before), Policies.Of(now)));
        Assert.Equal(verdict, node.Verdict);
        Assert.StartsWith(reason, node.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_not_there_or_cannot_be_read_never_passes()
    {
        var (evidence, payload) = Compared(Policies.Of(Strict), Policies.Of(Strict));
        Assert.Equal(Verdict.Missing, new ExpectationsCriterion().Judge(Facts([], [])).Verdict);
        Assert.Equal(Verdict.Error, new ExpectationsCriterion().Judge(Facts([evidence], [])).Verdict);
        var broken = new ExpectedEvidence([]).ToEvidence(Commit, new PolicyPair(Base, Steward.Policy.Policy.Invalid, Policies.Of(Strict)), "It cannot be read.", evidence.Payload!);
        Assert.Equal((Verdict.Error, "It cannot be read."), (Judge((broken, payload)).Verdict, Judge((broken, payload)).Reason));
    }

    [Fact]
    public void Five_hundred_removed_sets_make_a_tree_that_can_be_read()
    {
        var before = Policies.Of($"{{sets: {{{string.Join(", ", Enumerable.Range(0, 500).Select(i => $"s{i}: {{}}"))}}}}}");
        var node = Judge(Compared(before, Policies.Of("{sets: {}}")));
        Assert.Equal((Verdict.Fail, 21), (node.Verdict, node.Children.Length));
    }

    private static (Evidence Evidence, byte[] Payload) Compared(Steward.Policy.Policy before, Steward.Policy.Policy now)
    {
        var expected = new ExpectedEvidence(PolicyComparison.Of(before, now));
        var payload = Json.WriteBytes(expected);
        return (expected.ToEvidence(Commit, new PolicyPair(Base, before, now), null, Digest.Sha256(payload)), payload);
    }

    private static VerdictNode Judge((Evidence Evidence, byte[] Payload) compared) => new ExpectationsCriterion().Judge(Facts([compared.Evidence], [compared.Payload]));

    private static GateFacts Facts(Evidence[] evidence, byte[][] payloads) => new()
    {
        Product = ProductId.Parse("shop/cart"), Commit = Commit, Policy = Policies.Of(Strict), Now = DateTimeOffset.UnixEpoch,
        Entries = [.. evidence.Select((e, i) => new LedgerEntry(i, e))], Payloads = payloads.ToDictionary(p => Digest.Sha256(p), p => p),
    };
}
