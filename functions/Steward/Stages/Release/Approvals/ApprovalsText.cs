using System.Globalization;
using Steward.Access;
using Steward.Gates;
using Steward.Kernel;

namespace Steward.Stages.Release.Approvals;

/// <summary>The sentences about approvals.</summary>
internal static class ApprovalsText
{
    public const string NotAsked = "The policy asks for no approvals of releases; 'release.approvals: {count: 1}' would.";

    public const string NoAuthors = "Who pushed the changes of this release is not known, so nobody can be told from its authors. Ask for the release again.";

    public const string NoLevel = "it says nothing of the level, because it is from before that was kept: approve again";

    public static string Enough(ApprovalsPolicy policy, IReadOnlyCollection<string> people) =>
        $"Approved by {Texts.Some(people, 10)}; {policy.Count} {(policy.Count == 1 ? "is" : "are")} asked for.";

    public static string TooFew(GateFacts facts, ApprovalsPolicy policy, IReadOnlyCollection<string> people, ReleaseAuthors authors)
    {
        var who = policy.Author ? "Somebody" : "Somebody who pushed no change of this release";
        var given = people.Count == 0 ? "" : $" ({Texts.Some(people, 10)})";
        return $"{people.Count} of {Texts.Count(policy.Count, "approval")} of {facts.Commit.Abbreviated}{given}.{Earlier(authors)} "
            + $"{who} and has the level {policy.Level.Word()} can give one: 'steward approve {facts.Product} {facts.Commit.Abbreviated}'.";
    }

    public static string Given(Approval approval, DateTimeOffset until) => $"{Who(approval)}; it holds until {Minute(until)}.";

    public static string NotCounting(Approval approval, string why) => $"{Who(approval)}; it does not count: {why}.";

    public static string WithdrawnBy(Approval withdrawal) => $"{withdrawal.By} took the approval back at {Minute(withdrawal.At)}.";

    public static string TooLow(AccessLevel level, AccessLevel asked) => $"the level was {level.Word()} then, and {asked.Word()} is asked for";

    public static string Expired(DateTimeOffset end) => $"it ended at {Minute(end)}";

    public static string IsAuthor(ReleaseAuthor author) => $"{author.Name} pushed {author.Commit.Abbreviated}, which is part of this release";

    private static string Who(Approval approval) => $"{approval.By} approved at {Minute(approval.At)}";

    private static string Earlier(ReleaseAuthors authors) => authors.Earlier.Count == 0
        ? ""
        : $" Approvals of older commits do not count for a new one: {Texts.Some([.. authors.Earlier.Select(e => $"{e.By} of {e.Commit.Abbreviated}")])}.";

    private static string Minute(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);
}
