using Steward.Gates;
using Steward.Kernel;
using Steward.Stages.Release.Releases;

namespace Steward.Stages.Release.Approvals;

/// <summary>Who pushed what a release holds, and who approved older commits of it: the payload of <c>authors.found</c> about its head.</summary>
/// <param name="Authors">Who pushed, by name.</param>
/// <param name="Earlier">Approvals of other commits of the release: they do not count for its head.</param>
public sealed record ReleaseAuthors(IReadOnlyList<ReleaseAuthor> Authors, IReadOnlyList<EarlierApproval> Earlier)
{
    /// <summary>The kind of evidence, about a commit.</summary>
    public const string Kind = "authors.found";

    /// <summary>What the newest evidence among facts says; null when there is none, or its payload is not there.</summary>
    public static ReleaseAuthors? Of(GateFacts facts) => facts.Latest(Kind) is { } found ? facts.Payload<ReleaseAuthors>(found) : null;

    /// <summary>Those of a release's commits, newest first.</summary>
    public static ReleaseAuthors Of(IReadOnlyList<ReleasedCommit> commits, CommitSha head)
    {
        var pushed = commits.SelectMany(c => c.Pushers.Select(p => (Name: Person.NameOf(p), c.Sha))).GroupBy(p => p.Name, Person.Names);
        var earlier = commits.Where(c => c.Sha != head).SelectMany(c => c.Approvers.Select(a => new EarlierApproval(a, c.Sha)));
        return new ReleaseAuthors([.. pushed.Select(g => new ReleaseAuthor(g.Key, g.First().Sha)).OrderBy(a => a.Name, Person.Names)], [.. earlier]);
    }

    /// <summary>What somebody pushed of the release; null when they did not.</summary>
    public ReleaseAuthor? Find(string actor) => Authors.FirstOrDefault(a => Person.AreSame(a.Name, actor));
}

/// <summary>Somebody who pushed a change of a release.</summary>
/// <param name="Name">The name, without what tells the door they came through.</param>
/// <param name="Commit">The newest commit that they pushed.</param>
public sealed record ReleaseAuthor(string Name, CommitSha Commit);

/// <summary>An approval of an older commit.</summary>
/// <param name="By">Who approved.</param>
/// <param name="Commit">Which commit.</param>
public sealed record EarlierApproval(string By, CommitSha Commit);
