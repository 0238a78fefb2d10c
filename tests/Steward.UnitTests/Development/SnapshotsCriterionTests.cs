using Steward.Gates;
using Steward.Kernel;
using Steward.Ledger;
using Steward.Policy;
using Steward.Stages.Development.Snapshots;
using Steward.UnitTests.Policy;
using Xunit;

namespace Steward.UnitTests.Development;

public sealed class SnapshotsCriterionTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 9, 0, 0, TimeSpan.Zero);
    private static readonly ProductId Shop = ProductId.Parse("acme/shop");

    [Theory]
    [InlineData("", 47, Verdict.Pass)]
    [InlineData("", 48, Verdict.Missing)]
    [InlineData("", null, Verdict.Missing)]
    [InlineData("maxAge: 1h", 2, Verdict.Missing)]
    [InlineData("maxAge: 7d", 100, Verdict.Pass)]
    [InlineData("required: false", 1, Verdict.Pass)]
    [InlineData("required: false", 49, Verdict.NotNeeded)]
    [InlineData("required: false", null, Verdict.NotNeeded)]
    [InlineData("required: true", null, Verdict.Missing)]
    public void It_judges_the_age_of_the_newest_snapshot(string policy, int? hours, Verdict expected) =>
        Assert.Equal(expected, Judge(policy, hours is { } age ? [Taken(age)] : []).Verdict);

    [Fact]
    public void A_pass_names_the_stamp_and_the_rows()
    {
        var node = Judge("", Taken(3));
        Assert.Equal("snapshots", node.Name);
        Assert.Equal("Snapshot 20261123T060000Z has 1234 rows of 7 tables.", node.Reason);
    }

    [Fact]
    public void A_missing_one_is_said_with_its_age_and_what_to_do()
    {
        Assert.Equal(
            "The newest snapshot, 20261120T090000Z, is 3 days old; the policy allows 48 hours. Take one with 'steward snapshots take', then decide again.",
            Judge("", Taken(72)).Reason);
        Assert.StartsWith("No snapshot", Judge("").Reason, StringComparison.Ordinal);
        Assert.StartsWith("The policy requires no snapshot", Judge("required: false").Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void The_newest_by_time_counts_in_whatever_order_they_were_recorded() =>
        Assert.Equal(Verdict.Pass, Judge("", Taken(1), Taken(100)).Verdict);

    [Fact]
    public void A_snapshot_of_another_product_does_not_count() =>
        Assert.Equal(Verdict.Missing, Judge("", Taken(1) with { Subject = Subject.Product(ProductId.Parse("acme/other")) }).Verdict);

    [Fact]
    public void The_same_snapshot_is_one_evidence() => Assert.Equal(Taken(1).Id, Taken(1).Id);

    private static VerdictNode Judge(string policy, params Evidence[] taken)
    {
        var text = policy.Length == 0 ? "version: 1\n" : $"version: 1\ndevelopment:\n  snapshots:\n    {policy}\n";
        var reading = new PolicyReader(Sections.Registry(SnapshotsPolicy.Section)).Read(text);
        Assert.Empty(reading.Problems);
        return new SnapshotsCriterion().Judge(new GateFacts
        {
            Product = Shop,
            Commit = default,
            Policy = reading.Policy,
            Now = Now,
            Entries = [.. taken.Select((e, i) => new LedgerEntry(i, e))],
        });
    }

    private static Evidence Taken(int hours)
    {
        var at = Now.AddHours(-hours);
        var table = new SnapshotTable("Ledger", 1234, 99, new string('a', 64), new string('b', 64));
        var empty = Enumerable.Range(0, 6).Select(i => table with { Name = $"Empty{i}", Rows = 0 });
        var manifest = new SnapshotManifest(SnapshotManifest.Version, SnapshotStamp.Of(at), at, at.AddSeconds(5), [table, .. empty]);
        return SnapshotEvidence.Of(Shop, new StoredSnapshot(manifest, new string('c', 64)));
    }
}
