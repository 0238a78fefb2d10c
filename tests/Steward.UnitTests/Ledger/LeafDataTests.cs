using System.Text;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Steward.Kernel;
using Steward.Ledger;
using Steward.Ledger.Canonical;
using Xunit;

namespace Steward.UnitTests.Ledger;

public sealed class LeafDataTests
{
    [Fact]
    public void Evidence_becomes_canonical_JSON_with_sorted_members()
    {
        var evidence = Samples.Evidence(1, new JsonObject { ["unknown"] = 0, ["dependencies"] = 214 }) with { Payload = Digest.Sha256("x") };
        var leaf = Encoding.UTF8.GetString(LeafData.Of(evidence));
        Assert.StartsWith("""{"actor":"steward","details":{"dependencies":214,"unknown":0},"id":""", leaf, StringComparison.Ordinal);
        Assert.EndsWith(
            """ "subject":"product:acme/shop","summary":"Scan 1: \"all\" in order.","time":"2026-03-01T12:00:01.007Z"}""".TrimStart(), leaf, StringComparison.Ordinal);
        Assert.Equal(leaf, Encoding.UTF8.GetString(CanonicalJson.Write(JsonNode.Parse(leaf))));
    }

    [Fact]
    public void Any_evidence_reads_back_as_itself()
    {
        var texts = ArbMap.Default.GeneratorFor<NonNull<string>>().Select(t => t.Get).Where(t => !t.Any(char.IsSurrogate));
        var details = texts.ListOf().Select(all => new JsonObject { ["texts"] = new JsonArray([.. all.Select(t => (JsonNode)t)]), ["n"] = all.Count });
        var evidence = texts.SelectMany(summary => details.Select(d => Samples.Evidence(summary.Length, d) with { Summary = summary }));
        Prop.ForAll(evidence.ToArbitrary(), e =>
        {
            var leaf = LeafData.Of(e);
            var read = LeafData.Read(leaf);
            return read with { Details = null } == e with { Details = null } && JsonNode.DeepEquals(read.Details, e.Details) && leaf.SequenceEqual(LeafData.Of(read));
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Time_is_kept_in_UTC_to_the_millisecond()
    {
        var evidence = Samples.Evidence(1) with { Time = new DateTimeOffset(2026, 3, 1, 13, 0, 0, TimeSpan.FromHours(1)).AddTicks(12_345) };
        var kept = LeafData.Normalise(evidence);
        Assert.Equal(new DateTimeOffset(2026, 3, 1, 12, 0, 0, 1, TimeSpan.Zero), kept.Time);
        Assert.Equal(kept, LeafData.Read(LeafData.Of(kept)));
    }

    [Theory]
    [InlineData("id")]
    [InlineData("kind")]
    [InlineData("actor")]
    [InlineData("subject")]
    [InlineData("payload")]
    public void What_breaks_a_rule_is_refused_by_name(string member)
    {
        var good = Samples.Evidence(1);
        var bad = member switch
        {
            "id" => good with { Id = good.Id.ToUpperInvariant() },
            "kind" => good with { Kind = "Licences scanned" },
            "actor" => good with { Actor = "" },
            "subject" => good with { Subject = new Subject("Commit", "x") },
            _ => good with { Payload = "abc" },
        };
        var failure = Assert.Throws<StewardException>(() => LeafData.Of(bad));
        Assert.Equal(FailureKind.Invalid, failure.Kind);
        Assert.Contains($"the {member} '", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Evidence_over_the_limit_is_refused() =>
        Assert.Contains("payload", Assert.Throws<StewardException>(
            () => LeafData.Of(Samples.Evidence(1) with { Summary = new string('x', Evidence.MaxBytes) })).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("not JSON")]
    public void What_is_no_evidence_is_refused(string json) => Assert.Throws<StewardException>(() => LeafData.Read(Encoding.UTF8.GetBytes(json)));

    [Theory]
    [InlineData("{\"actor\"", "{ \"actor\"")]
    [InlineData("\"time\"", "\"unknown\":1,\"time\"")]
    [InlineData("07Z", "070Z")]
    [InlineData("Pass", "pass")]
    [InlineData("\"actor\":\"steward\"", "\"actor\":\"x\",\"actor\":\"steward\"")]
    public void The_same_evidence_in_other_bytes_is_refused(string part, string other)
    {
        var leaf = Encoding.UTF8.GetString(LeafData.Of(Samples.Evidence(1))).Replace(part, other, StringComparison.Ordinal);
        Assert.Throws<StewardException>(() => LeafData.Read(Encoding.UTF8.GetBytes(leaf)));
    }
}
