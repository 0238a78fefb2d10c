using Steward.Gates;
using Steward.Kernel;

namespace Steward.Stages.Testing.Expectations;

/// <summary>What people read about expectations.</summary>
internal static class ExpectationsText
{
    public const string NotCompared =
        "What the policy expects of the tests was not compared with the policy before: that is done when a change is received. Push it anew, or waive testing/expectations.";

    public const string Gone = "How the policy differs from the one before cannot be read any more: the payload of its evidence is not there.";

    public const string First = "There was no policy before this one: it weakens nothing.";

    public const string Same = "The policy asks for no less than the one before";

    public const string Invalid = "The policy at this commit is not valid, so it cannot be compared with the one before; 'steward policy check' says why.";

    public static string InvalidBefore(CommitSha commit) =>
        $"The policy before, at {commit.Abbreviated}, is not valid, nor is one of the {PoliciesCompared.MaxBack} commits before it: what it asked for is not known.";

    public static string NotListed(string set, string tag) =>
        $"The tests of set {set} in the last released version, {tag}, are not listed one by one any more, so it is not known whether one has disappeared.";

    public static string TooMany(string tag) => $"The last released version, {tag}, has more tests than can be compared by name: take 'keep' off some of the sets.";

    /// <summary>What became of one set, or one key.</summary>
    public static string Of(string name, IReadOnlyList<ExpectationChange> changes, string before)
    {
        var subject = name == ExpectationChange.OfGate ? "gate" : name.StartsWith("policy/", StringComparison.Ordinal) ? $"testing.{name["policy/".Length..]}" : $"Test set {name}";
        if (changes.FirstOrDefault(c => c.Fate == ExpectationFate.Removed) is { } gone) return $"{subject} was removed; at {before} it asked for {gone.Was}.";
        var weaker = changes.Where(c => c.IsWeaker).ToList();
        var verb = weaker.Count > 0 ? "was weakened" : "was changed";
        var told = (weaker.Count > 0 ? weaker.Concat(changes.Where(c => !c.IsWeaker)) : changes).Select(Sentence).ToList();
        return $"{subject} {verb} since {before}: {string.Join("; ", told.Take(10))}{(told.Count > 10 ? $"; and {told.Count - 10} more" : "")}.";
    }

    public static string Waive(GateFacts facts, string name) =>
        $"If that is meant, waive it with 'steward waive {facts.Product} {facts.Commit.Abbreviated} testing/expectations/{name} --reason WHY --until DAY'.";

    private static string Sentence(ExpectationChange change) =>
        change.What.Length == 0 ? $"it was {change.Was}, is {change.Is}" : $"{change.What} was {change.Was}, is {change.Is}";
}
