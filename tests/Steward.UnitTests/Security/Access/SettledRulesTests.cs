using Steward.Kernel;
using Steward.Stages.Security.Access.Files;
using Steward.Stages.Security.Access.Running;
using Xunit;

namespace Steward.UnitTests.Security.Access;

/// <summary>Of the rules of the pushed file and of the settled one, the stricter counts, rule by rule.</summary>
public sealed class SettledRulesTests
{
    private static readonly AccessRules _loose = new(new BrakeRules(100, 90, 80, 1), new ApplyRules(true, false, 70));
    private static readonly AccessRules _tight = new(new BrakeRules(10, 9, 8, 3), new ApplyRules(false, true, 7));

    [Fact]
    public void Each_rule_is_the_stricter_one_whichever_file_has_it()
    {
        foreach (var (head, settled) in new[] { (_loose, _tight), (_tight, _loose), (_tight, _tight) })
        {
            var held = Hold(head, settled);
            Assert.Equal(_tight.Brakes, held.Brakes);
            Assert.Equal((false, true, 7), (held.Apply.IsAutomatic, held.Apply.OnlyAdditions, held.Apply.Changes));
        }

        Assert.Equal(_loose.Brakes, Hold(_loose, _loose).Brakes);
        Assert.True(Hold(_loose, _loose).Apply is { IsAutomatic: true, OnlyAdditions: false, Changes: 70 });
    }

    [Fact]
    public void As_long_as_nothing_is_settled_plans_wait_and_what_is_lost_counts_as_the_usual()
    {
        var head = Given.Model(Given.File) with { Rules = _loose };
        Assert.False(SettledFile.Hold(head, null).Rules.Apply.IsAutomatic);
        var lost = SettledFile.Hold(head, new SettledFile(CommitSha.Parse(new string('e', 40)), null)).Rules;
        Assert.False(lost.Apply.IsAutomatic);
        Assert.Equal(new BrakeRules(25, 20, 1, 2), lost.Brakes);
    }

    private static AccessRules Hold(AccessRules head, AccessRules settled)
    {
        var model = Given.Model(Given.File);
        return SettledFile.Hold(model with { Rules = head }, new SettledFile(CommitSha.Parse(new string('e', 40)), model with { Rules = settled })).Rules;
    }
}
