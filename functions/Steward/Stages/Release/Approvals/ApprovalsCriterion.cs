using Steward.Access;
using Steward.Gates;
using Steward.Kernel;
using Steward.Ledger;

namespace Steward.Stages.Release.Approvals;

/// <summary>
/// Judges whether enough people approved this very commit: each of the level asked for at that moment, not too long ago, and none of them an author of the
/// release. One person counts once, whatever door they came through.
/// </summary>
public sealed class ApprovalsCriterion : ICriterion
{
    private const int MaxShown = 50;

    /// <inheritdoc/>
    public Stage Stage => Stage.Release;

    /// <inheritdoc/>
    public string Name => "approvals";

    /// <inheritdoc/>
    public bool IsAlwaysDemanded => true;

    /// <inheritdoc/>
    public VerdictNode Judge(GateFacts facts)
    {
        if (!facts.Policy.Has(ApprovalsPolicy.Section)) return new VerdictNode(Name, Verdict.NotNeeded, ApprovalsText.NotAsked);
        if (ReleaseAuthors.Of(facts) is not { } authors) return new VerdictNode(Name, Verdict.Error, ApprovalsText.NoAuthors);
        var policy = facts.Policy.Get(ApprovalsPolicy.Section);
        var people = People(facts).Select(said => JudgePerson(said, facts, policy, authors)).ToList();
        var counting = people.Where(n => n.Verdict == Verdict.Pass).Select(n => n.Name).ToList();
        var children = people.OrderBy(n => n.Verdict).Take(MaxShown);
        return counting.Count >= policy.Count
            ? new VerdictNode(Name, Verdict.Pass, ApprovalsText.Enough(policy, counting)) { Children = [.. children] }
            : new VerdictNode(Name, Verdict.Missing, ApprovalsText.TooFew(facts, policy, counting, authors)) { Children = [.. children] };
    }

    // What each person said, oldest first.
    private static IEnumerable<List<Approval>> People(GateFacts facts) =>
        facts.About(Subject.Commit(facts.Commit)).Select(Approval.From).OfType<Approval>()
            .GroupBy(a => Person.NameOf(a.By), Person.Names).Select(g => g.ToList());

    // A person of whom one approval counts has approved; otherwise the newest says why it does not count.
    private static VerdictNode JudgePerson(List<Approval> said, GateFacts facts, ApprovalsPolicy policy, ReleaseAuthors authors)
    {
        var name = Offenders.NameOf(Person.NameOf(said[0].By));
        var standing = said.Skip(said.FindLastIndex(a => a.IsWithdrawal) + 1).Reverse().ToList();
        if (standing.Count == 0) return new VerdictNode(name, Verdict.NotNeeded, ApprovalsText.WithdrawnBy(said[^1]));
        var judged = standing.Select(a => (Approval: a, Why: WhyNot(a, facts.Now, policy, authors))).ToList();
        var counting = judged.Find(j => j.Why is null).Approval;
        return counting is not null
            ? new VerdictNode(name, Verdict.Pass, ApprovalsText.Given(counting, counting.At + policy.Expire))
            : new VerdictNode(name, Verdict.NotNeeded, ApprovalsText.NotCounting(standing[0], judged[0].Why!));
    }

    private static string? WhyNot(Approval approval, DateTimeOffset now, ApprovalsPolicy policy, ReleaseAuthors authors)
    {
        if (AccessLevels.Read(approval.Level) is not { } level) return ApprovalsText.NoLevel;
        if (level < policy.Level) return ApprovalsText.TooLow(level, policy.Level);
        if (now - approval.At >= policy.Expire) return ApprovalsText.Expired(approval.At + policy.Expire);
        return !policy.Author && authors.Find(approval.By) is { } author ? ApprovalsText.IsAuthor(author) : null;
    }
}
