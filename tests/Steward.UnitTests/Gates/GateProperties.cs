using FsCheck;
using FsCheck.Fluent;
using Steward.Gates;
using Steward.Kernel;
using Xunit;
using static Steward.UnitTests.Gates.GateWorld;

namespace Steward.UnitTests.Gates;

/// <summary>What holds for every tree of criteria and every set of waivers.</summary>
public sealed class GateProperties
{
    private sealed record World(IReadOnlyList<(Stage Stage, VerdictNode Node)> Criteria, IReadOnlyList<string> Waived)
    {
        public IEnumerable<ICriterion> AsCriteria => Criteria.Select(c => Says(c.Stage, c.Node.Name, _ => c.Node));

        public GateFacts AsFacts => Facts(evidence: [.. Waived.Select(w => Waiver(w))]);

        public VerdictNode Tree => Gate.Judge(AsCriteria, AsFacts);
    }

    private static readonly Gen<Verdict> _verdict = Gen.Frequency(
        (6, Gen.Constant(Verdict.Pass)), (2, Gen.Constant(Verdict.NotNeeded)), (1, Gen.Constant(Verdict.Waived)), (1, Gen.Constant(Verdict.Missing)), (1, Gen.Constant(Verdict.Fail)), (1, Gen.Constant(Verdict.Error)));

    private static readonly Gen<string> _name = Gen.Elements("a", "b", "c");

    private static Gen<VerdictNode> NodeOf(int depth) =>
        from name in _name
        from verdict in _verdict
        from children in Few(depth == 0 ? 0 : 3, () => NodeOf(depth - 1))
        from isGate in Gen.Elements(true, true, false)
        select isGate && children.Count > 0 ? VerdictNode.All(name, children) : Node(name, verdict, [.. children]);

    private static Gen<List<T>> Few<T>(int most, Func<Gen<T>> gen) =>
        from count in Gen.Choose(0, most)
        from items in count == 0 ? Gen.Fresh(() => new List<T>()) : gen().ListOf(count).Select(l => l.ToList())
        select items;

    private static readonly Gen<World> _worlds =
        from criteria in Few(6, () => Gen.Zip(Gen.Elements(Enum.GetValues<Stage>().AsEnumerable()), NodeOf(2)))
        from waived in Few(2, () => Gen.Elements("testing", "security/a", "testing/b/c", "release/a/b", "development"))
        select new World(criteria, waived);

    [Fact]
    public void A_gate_lets_through_only_if_every_leaf_does() => ForAll(world =>
        !world.Tree.Verdict.LetsThrough()
        || world.Tree.Walk().All(n => n.Node.Verdict.LetsThrough()) || world.Tree.Walk().Any(n => n.Node.Verdict == Verdict.Waived && !n.Node.Children.IsEmpty));

    [Fact]
    public void Without_waivers_a_gate_lets_through_only_if_every_node_does() => ForAll(world =>
        (world with { Waived = [] }).Tree is var tree && (!tree.Verdict.LetsThrough() || tree.Walk().All(n => n.Node.Verdict.LetsThrough())));

    [Fact]
    public void No_node_is_better_than_what_it_is_made_of() => ForAll(world =>
        world.Tree.Walk().All(n => n.Node.Children.IsEmpty || !n.Node.Verdict.LetsThrough() || n.Node.Children.All(c => c.Verdict.LetsThrough())));

    [Fact]
    public void An_error_anywhere_is_an_error_of_the_whole() => ForAll(world =>
        world.Tree.Walk().Any(n => n.Node.Verdict == Verdict.Error) == (world.Tree.Verdict == Verdict.Error));

    [Fact]
    public void One_more_failing_leaf_never_lets_through() => ForAll(world =>
    {
        foreach (var stage in Enum.GetValues<Stage>())
        {
            var more = world with { Criteria = [.. world.Criteria, (stage, Node("new", Verdict.Fail))], Waived = [] };
            if (more.Tree.Verdict < Verdict.Fail || more.Tree.Verdict < (world with { Waived = [] }).Tree.Verdict) return false;
        }

        return true;
    });

    [Fact]
    public void A_waiver_never_makes_anything_worse_and_never_makes_a_pass() => ForAll(world =>
    {
        var before = (world with { Waived = [] }).Tree.Verdict;
        return world.Tree.Verdict <= before && (world.Tree.Verdict == before || world.Tree.Verdict >= Verdict.Waived);
    });

    [Fact]
    public void The_order_of_criteria_and_evidence_does_not_matter() => ForAll(world =>
    {
        var turned = new World([.. world.Criteria.Reverse()], [.. world.Waived.Reverse()]);
        return world.Tree.Walk().Select(n => (n.Path, n.Node.Verdict)).Order().SequenceEqual(turned.Tree.Walk().Select(n => (n.Path, n.Node.Verdict)).Order());
    });

    private static void ForAll(Func<World, bool> holds) =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(600), Prop.ForAll(Arb.From(_worlds), holds));
}
