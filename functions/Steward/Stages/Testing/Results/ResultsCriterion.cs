using Steward.Gates;
using Steward.Kernel;
using Steward.Ledger;
using Steward.Stages.Testing.Results.Announcements;
using Steward.Stages.Testing.Results.Attempts;
using Steward.Stages.Testing.Results.Sparing;

namespace Steward.Stages.Testing.Results;

/// <summary>
/// Judges whether every test set that the policy expects has reported about this very commit, and in order. A set that never reported is
/// Missing; an empty report is Fail; nothing passes because nobody declared anything.
/// </summary>
public sealed class ResultsCriterion : ICriterion
{
    /// <inheritdoc/>
    public Stage Stage => Stage.Testing;

    /// <inheritdoc/>
    public string Name => "results";

    /// <inheritdoc/>
    public VerdictNode Judge(GateFacts facts)
    {
        var declared = facts.Policy.Get(ResultsPolicy.Section).Sets.Count;
        var sets = Sets(facts).ToList();
        var astray = facts.Policy.Get(QuarantinePolicy.Section).Entries.Where(q => !sets.Any(s => s.IsExpected && s.Set.Name == q.Set));
        var judged = sets.Select(JudgeSet).Concat(SparingText.OfNoSet([.. astray]));
        return declared == 0
            ? new VerdictNode(Name, Verdict.Missing, ResultsText.NoSets) { Children = [.. judged] }
            : VerdictNode.All(Name, judged);
    }

    /// <summary>The sets of a commit: those of the policy, those that were announced besides, and those that only reported.</summary>
    internal static IEnumerable<SetFacts> Sets(GateFacts facts)
    {
        var policy = facts.Policy.Get(ResultsPolicy.Section);
        var reports = ResultsEvidence.About(facts).ToLookup(r => r.Set, StringComparer.Ordinal);
        var announced = AnnouncedEvidence.About(facts).ToLookup(a => a.Set, StringComparer.Ordinal);
        var released = ReleasedTests.Of(facts);
        var deadlines = Deadlines.Of(facts, policy.Deadline);
        var others = reports.Where(r => !announced.Contains(r.Key) && policy.Sets.All(s => s.Name != r.Key)).Select(r => new TestSet(r.Key));
        return Expected(policy, announced).Select(set => Of(set, isExpected: true)).Concat(others.Select(set => Of(set, isExpected: false)));

        SetFacts Of(TestSet set, bool isExpected) =>
            new(set, [.. reports[set.Name]], [.. announced[set.Name]], new ListedTests(facts.Payloads), deadlines)
            {
                IsExpected = isExpected, Sparing = SparingRules.Of(facts, set.Name), Released = released,
            };
    }

    /// <summary>The verdict about one set.</summary>
    internal static VerdictNode JudgeSet(SetFacts set) => set.IsExpected ? SetJudgement.Judge(set) : ResultsText.NotDeclared(set.Set.Name, set.Reports);

    // What was announced is expected, whether the policy declares it or not: work that says what it will do is complete when it has done it.
    private static IEnumerable<TestSet> Expected(ResultsPolicy policy, ILookup<string, AnnouncedEvidence> announced)
    {
        var undeclared = announced.Select(a => a.Key).Where(name => policy.Sets.All(s => s.Name != name)).Order(StringComparer.Ordinal);
        return policy.Sets.Concat(undeclared.Select(name => new TestSet(name)));
    }
}

/// <summary>Until when something is awaited.</summary>
/// <param name="Until">The deadline; null when it is not known when the change was received.</param>
/// <param name="IsOver">True when nothing is awaited any more.</param>
internal sealed record Wait(DateTimeOffset? Until, bool IsOver);

/// <summary>Says until when parts of a change's tests are awaited.</summary>
/// <param name="Received">When the change was received; null when that is not known.</param>
/// <param name="Patience">How long is waited.</param>
/// <param name="Now">The time of judging.</param>
internal sealed record Deadlines(DateTimeOffset? Received, TimeSpan Patience, DateTimeOffset Now)
{
    private const string ChangeReceived = "change.received";

    public static Deadlines Of(GateFacts facts, TimeSpan patience)
    {
        // The first receipt counts: a second delivery of the same push does not start the time again.
        var received = facts.About(Subject.Commit(facts.Commit)).FirstOrDefault(e => e.Kind == ChangeReceived);
        return new Deadlines(received?.Time, patience, facts.Now);
    }

    /// <summary>The time for what was announced at a moment (null: by the policy alone): it begins when the later of change and announcement came.</summary>
    public Wait For(DateTimeOffset? announced)
    {
        var begin = announced > Received || Received is null ? announced : Received;
        var until = begin + Patience;
        return new Wait(until, until is null || until <= Now);
    }
}
