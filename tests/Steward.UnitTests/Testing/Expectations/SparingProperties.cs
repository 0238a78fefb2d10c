using FsCheck;
using FsCheck.Fluent;
using Steward.Gates;
using Xunit;

namespace Steward.UnitTests.Testing.Expectations;

/// <summary>Whatever is in quarantine or on probation: what has not come completely is never let through for it, and what failed outside of it fails.</summary>
public sealed class SparingProperties
{
    private static readonly string[] Names = ["a", "b", "q1", "q2"];

    [Fact]
    public void Sparing_never_lets_a_missing_an_aborted_or_an_empty_part_through()
    {
        var (let, spared) = (0, 0);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(3000), Prop.ForAll(Arb.From(Stories), story =>
        {
            var node = SetStory.Judge(story.Policy, 1, story.Events);
            if (!node.Verdict.LetsThrough()) return true;
            let++;
            if (node.Reason.Contains("not gating", StringComparison.Ordinal)) spared++;
            return story.Parts.All(p => p is { IsThere: true, IsCut: false, IsAborted: false, Tests.Length: > 0 })
                && story.Parts.SelectMany(p => p.Tests).Any(t => t[^1] != '~')
                && story.Parts.SelectMany(p => p.Tests).Where(t => t[^1] == '-').All(t => t[0] == 'q' && story.HasQuarantine);
        }));
        Assert.True(let > 100 && spared > 30, $"Only {let} stories passed, {spared} of them with failures: the property says nothing.");
    }

    [Fact]
    public void Sparing_makes_nothing_worse_but_a_set_of_which_nothing_else_ran() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(1500), Prop.ForAll(Arb.From(Stories), story =>
        {
            var (with, without) = (SetStory.Judge(story.Policy, 1, story.Events), SetStory.Judge("unit: {shards: 2}\n  probation: 0", 1, story.Events));
            return with.Verdict <= without.Verdict || with.Reason.Contains("they vouch for nothing", StringComparison.Ordinal) || with.Verdict == Verdict.NotNeeded;
        }));

    private static Gen<string> Tests =>
        from name in Gen.Elements(Names)
        from outcome in Gen.Elements("+", "+", "-", "~", "?0", "?4", "?5")
        select name + (outcome == "?5" ? "-" : outcome);

    private static Gen<Part> Parts =>
        from isThere in Gen.Frequency((5, Gen.Constant(true)), (1, Gen.Constant(false)))
        from isCut in Gen.Frequency((6, Gen.Constant(false)), (1, Gen.Constant(true)))
        from isAborted in Gen.Frequency((8, Gen.Constant(false)), (1, Gen.Constant(true)))
        from count in Gen.Choose(0, 4)
        from tests in Tests.ArrayOf(count)
        select new Part(isThere, isCut, isAborted, [.. tests.DistinctBy(t => t[..^(t.Contains('?') ? 2 : 1)])]);

    private static Gen<Story> Stories =>
        from one in Parts
        from two in Parts
        from hasQuarantine in Gen.Elements(true, false)
        select new Story(hasQuarantine, [one, two]);

    private sealed record Part(bool IsThere, bool IsCut, bool IsAborted, string[] Tests);

    private sealed record Story(bool HasQuarantine, Part[] Parts)
    {
        public string Policy => "unit: {shards: 2}" + (HasQuarantine ? "\n  quarantine: [{set: unit, test: 'q*', owner: ada, until: 2026-12-31, reason: r}]" : "");

        public string[] Events => [.. Parts.SelectMany((p, i) => Told(p, i + 1))];

        private static IEnumerable<string> Told(Part part, int shard)
        {
            if (part.IsThere) yield return $"report 1 {shard}/2 {string.Join(' ', part.Tests)}{(part.IsCut ? " cut" : "")}";
            if (part.IsAborted) yield return $"abort 1 shards=2 shard={shard} because it died";
        }
    }
}
