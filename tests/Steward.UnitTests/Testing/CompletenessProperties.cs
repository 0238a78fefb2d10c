using FsCheck;
using FsCheck.Fluent;
using Steward.Gates;
using Xunit;

namespace Steward.UnitTests.Testing;

/// <summary>Whatever is announced and reported, in whatever order: nothing passes that has not come completely.</summary>
public sealed class CompletenessProperties
{
    private const int Shards = 3;

    [Fact]
    public void Nothing_passes_unless_every_announced_part_has_a_complete_report_in_order()
    {
        var passed = 0;
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(5000), Prop.ForAll(Arb.From(Stories), story =>
        {
            if (Judge(story).Verdict != Verdict.Pass) return true;
            passed++;
            return Enumerable.Range(1, Shards).All(shard => IsInOrder(story, shard)) && Partial(story);
        }));
        Assert.True(passed > 100, $"Only {passed} stories passed: the property says nothing.");
    }

    [Fact]
    public void The_order_in_which_the_same_facts_come_changes_no_verdict() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(2000), Prop.ForAll(
            Arb.From(from story in Stories from other in Gen.Shuffle(story) select (story, other)),
            both => (Judge(both.story).Verdict, Judge(both.story).AwaitUntil) == (Judge(both.other).Verdict, Judge(both.other).AwaitUntil)));

    [Fact]
    public void A_whole_later_attempt_heals_whatever_went_before() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(1000), Prop.ForAll(Arb.From(Stories), story =>
        {
            // Two reports of a shard hold a test twice, and a run that has it once lacks one of them.
            var once = story.DistinctBy(e => e.Kind == "report" ? (object)(e.Attempt, e.Shard) : e);
            var healed = once.Concat(Enumerable.Range(1, Shards).Select(s => new Event("report", 9, s, false, "a+ b+"))).ToArray();
            return Judge(healed).Verdict == Verdict.Pass;
        }));

    // Of each event: what it is, of which attempt and shard (0: all of them), and what is in it.
    private static Gen<Event[]> Stories =>
        from length in Gen.Choose(0, 6)
        from events in Events.ArrayOf(length)
        from isRun in Gen.Elements(true, true, false)
        select isRun ? [.. Enumerable.Range(1, Shards).Select(s => new Event("report", 1, s, false, "a+ b+")), .. events] : events;

    private static Gen<Event> Events =>
        from kind in Gen.Elements("report", "report", "report", "announce", "abort", "cancel", "rerun")
        from attempt in Gen.Choose(1, 3)
        from shard in Gen.Choose(kind == "report" ? 1 : 0, Shards)
        from isCut in Gen.Frequency((5, Gen.Constant(false)), (1, Gen.Constant(true)))
        from tests in Gen.Elements("a+ b+", "a+ b+", "a+", "a- b+", "b~", "")
        select new Event(kind, attempt, shard, isCut, tests);

    private static VerdictNode Judge(IEnumerable<Event> story) => SetStory.Judge($"unit: {{shards: {Shards}}}", 1, [.. story.Select(e => e.Told)]);

    // Told once more and plainly: the newest attempt that was told of has reports, all whole, with tests, of which none failed, and nobody cut it off.
    private static bool IsInOrder(Event[] story, int shard)
    {
        var newest = story.Where(e => e.Kind is "announce" or "abort" or "cancel" && e.Covers(shard)).Select(e => e.Attempt).DefaultIfEmpty(0).Max();
        return Enumerable.Range(Math.Max(newest, 1), 3).Any(attempt =>
        {
            var reports = story.Where(e => e.Kind == "report" && e.Attempt == attempt && e.Shard == shard).ToList();
            return reports.Any(r => r.Tests.Length > 0) && reports.All(r => !r.IsCut && !r.Tests.Contains('-'))
                && !story.Any(e => e.Kind == "abort" && e.Attempt == attempt && e.Covers(shard));
        });
    }

    private static bool Partial(Event[] story) => story.Where(e => e.Kind == "rerun").All(rerun =>
        story.Where(e => e.Kind == "report" && e.Attempt >= rerun.Attempt && e.Tests.Length > 0).Select(e => e.Shard).Distinct().Any());

    private sealed record Event(string Kind, int Attempt, int Shard, bool IsCut, string Tests)
    {
        public string Told => Kind switch
        {
            "report" => $"report {Attempt} {Shard}/{Shards} {Tests}{(IsCut ? " cut" : "")}",
            "announce" => $"announce {Attempt} {About}",
            "abort" => $"abort {Attempt} {About} because it died",
            "cancel" => $"abort {Attempt} by=workflow because a job was cancelled",
            _ => $"announce {Attempt} shards={Shards} parts=1 by=workflow",
        };

        private string About => Shard == 0 ? "" : $"shards={Shards} shard={Shard}";

        public bool Covers(int shard) => Kind == "cancel" || Shard == 0 || Shard == shard;
    }
}
