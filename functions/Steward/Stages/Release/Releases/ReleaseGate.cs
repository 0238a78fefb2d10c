using Steward.Gates;
using Steward.Kernel;

namespace Steward.Stages.Release.Releases;

/// <summary>
/// The gate of a release, a pure function: the tag is where it was, the head was let through, and every other commit was processed.
/// </summary>
/// <remarks>
/// An earlier commit that was red when it was pushed does not block for ever: what is released is the head, which was judged as a whole
/// later. But a commit that no change has brought was looked at by nobody, and blocks.
/// </remarks>
public static class ReleaseGate
{
    private const int ShownPerKind = 20;

    /// <summary>Judges a release.</summary>
    public static VerdictNode Judge(ReleaseFacts facts) =>
        VerdictNode.All($"release {facts.Request.Tag}", [Tag(facts), Head(facts), Others(facts)]);

    private static VerdictNode Tag(ReleaseFacts facts) => facts.TagNow == facts.Request.Commit
        ? new VerdictNode("tag", Verdict.Pass, $"{facts.Request.Tag} points to {facts.Request.Commit.Abbreviated}.")
        : new VerdictNode("tag", Verdict.Fail, facts.TagNow is { } now
            ? $"{facts.Request.Tag} pointed to {facts.Request.Commit.Abbreviated} when the release was asked for and points to {now.Abbreviated} now."
            : $"There is no tag {facts.Request.Tag} any more.");

    private static VerdictNode Head(ReleaseFacts facts)
    {
        var head = facts.Commits.FirstOrDefault(c => c.Sha == facts.Request.Commit);
        var name = facts.Request.Commit.Abbreviated;
        return head switch
        {
            { StillOpen: true } => new VerdictNode("head", Verdict.Missing, $"The change of {name} is still being decided.")
            {
                AwaitUntil = facts.Request.RequestedAt + facts.Policy.Patience,
            },
            { Decision: { } decision } when RecordedVerdict.Of(decision) is var verdict && verdict.LetsThrough() && facts.HeadNow is { } now && !now.Verdict.LetsThrough() =>
                new VerdictNode("head", now.Verdict, $"{name} was judged {verdict} (ledger entry {decision.Index}) and would be {now.Verdict} now: {now.Reason}"),
            { Decision: { } decision } when RecordedVerdict.Of(decision) is var verdict => new VerdictNode(
                "head", verdict, $"{name} was judged {verdict} (ledger entry {decision.Index})."),
            _ => new VerdictNode("head", Verdict.Missing, $"No change has brought {name} through the stages: push it to the default branch.")
            {
                AwaitUntil = facts.Request.RequestedAt + facts.Policy.Patience, // its push may be on its way, together with the tag's
            },
        };
    }

    private static VerdictNode Others(ReleaseFacts facts)
    {
        var others = facts.Commits.Where(c => c.Sha != facts.Request.Commit).ToList();
        var since = facts.Previous is { } previous ? $"since {previous}" : "from the beginning";
        if (!facts.Complete)
            return new VerdictNode("commits", Verdict.Error, $"There are more than {facts.Commits.Count} commits {since}: too many to follow one by one.");
        var unprocessed = others.Where(c => c.Decision is null).ToList();
        if (unprocessed.Count == 0)
            return new VerdictNode("commits", Verdict.Pass, $"Every one of the {Texts.Count(others.Count, "other commit")} {since} was processed.") { Children = [.. Red(others)] };
        var open = unprocessed.Any(c => c.StillOpen);
        return new VerdictNode("commits", Verdict.Missing, $"{Texts.Count(unprocessed.Count, "commit")} {since} not processed: {Texts.Some([.. unprocessed.Select(c => c.Sha.Abbreviated)])}.")
        {
            AwaitUntil = open ? facts.Request.RequestedAt + facts.Policy.Patience : null,
            Children = [.. unprocessed.Take(ShownPerKind).Select(Unprocessed)],
        };
    }

    private static VerdictNode Unprocessed(ReleasedCommit commit) => new(
        commit.Sha.Abbreviated,
        Verdict.Missing,
        commit.StillOpen ? "The change that brought it is still being decided." : "No change has brought it through the stages.");

    private static IEnumerable<VerdictNode> Red(IEnumerable<ReleasedCommit> commits) =>
        commits.Where(c => c.JudgedWith == c.Sha && !RecordedVerdict.Of(c.Decision!).LetsThrough()).Take(ShownPerKind).Select(c => new VerdictNode(
            c.Sha.Abbreviated,
            Verdict.NotNeeded,
            $"It was {RecordedVerdict.Of(c.Decision!)} when it was pushed (ledger entry {c.Decision!.Index}); what is released is the head, judged later."));
}
