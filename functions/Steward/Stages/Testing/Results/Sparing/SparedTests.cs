using Steward.Gates;
using Steward.Stages.Testing.Results.Attempts;
using Steward.Stages.Testing.Results.Naming;
using Steward.Stages.Testing.Results.Reading;

namespace Steward.Stages.Testing.Results.Sparing;

/// <summary>
/// Takes failures of tests in quarantine or on probation out of what gates, and says so. Only failures: whether everything has come, and how many ran,
/// is judged with them.
/// </summary>
internal sealed class SparedTests
{
    private readonly SparingRules _rules;
    private readonly List<QuarantineEntry> _active;
    private readonly List<TestCaseResult>? _ran;
    private readonly ILookup<QuarantineEntry, TestCaseResult> _quarantined;
    private readonly List<TestCaseResult> _onProbation;

    private SparedTests(LaidAttempts laid, SparingRules rules, bool isWhole)
    {
        (_rules, _active, Laid) = (rules, [.. rules.Active], laid);
        if (rules.Quarantine.Count > 0 || laid.Counts.NotInOrder > 0) _ran = laid.Tests?.Where(t => t.Outcome != TestOutcome.Skipped).ToList();
        var ran = _ran ?? [];
        _quarantined = ran.Select(t => (Test: t, Entry: EntryOf(t))).Where(p => p.Entry is not null).ToLookup(p => p.Entry!, p => p.Test);
        _onProbation = [.. ran.Where(t => IsOnProbation(t) && EntryOf(t) is null)];
        Findings = [.. Quarantined(isWhole).Concat(OnProbation())];
    }

    /// <summary>What counts.</summary>
    public LaidAttempts Laid { get; }

    /// <summary>What is to be said of them; nothing of it is against the set.</summary>
    public IReadOnlyList<Finding> Findings { get; }

    /// <summary>What counts without the failures that are spared.</summary>
    public ReportCounts Gating => Laid.Counts + new ReportCounts(0, 0, -Spared(TestOutcome.Failed), -Spared(TestOutcome.Errored), 0, 0, 0);

    /// <summary>The failures that are left, by name.</summary>
    public IReadOnlyList<string> Bad => Spares ? [.. _ran!.Where(t => IsBad(t) && !IsSpared(t)).Take(ResultsEvidence.MaxNamed).Select(ResultsEvidence.NameOf)] : Laid.Bad;

    /// <summary>True when tests ran and all of them are in quarantine: their passing is no more word than their failing.</summary>
    public bool OnlyQuarantined => _quarantined.Count > 0 && Vouching == 0;

    /// <summary>True when tests ran, and all of them failed on probation.</summary>
    public bool OnlyOnProbation => _onProbation.Count > 0 && Vouching == 0;

    private bool Spares => _onProbation.Count > 0 || _quarantined.Any(g => g.Any(IsBad));

    private int Vouching => Laid.Counts.Ran - _quarantined.Sum(g => g.Count()) - _onProbation.Count;

    /// <summary>Looks through the tests that count.</summary>
    public static SparedTests Of(LaidAttempts laid, SparingRules rules, bool isWhole) => new(laid, rules, isWhole);

    private static bool IsBad(TestCaseResult test) => test.Outcome is TestOutcome.Failed or TestOutcome.Errored;

    private bool IsSpared(TestCaseResult test) => EntryOf(test) is not null || IsOnProbation(test);

    // A command that died, a class that could not be set up, a package that did not build: reports tell them as tests that nobody has seen before. They are
    // no new tests, so what errored gates from the first day.
    private bool IsOnProbation(TestCaseResult test) => test.Outcome == TestOutcome.Failed && test.Passes < _rules.Probation;

    private QuarantineEntry? EntryOf(TestCaseResult test)
    {
        if (_active.Count == 0) return null;
        var names = TestNames.Of(test).ToArray();
        return _active.Find(e => e.Test.FitsAny(names));
    }

    private int Spared(TestOutcome outcome) =>
        _onProbation.Count(t => t.Outcome == outcome) + _quarantined.Sum(g => g.Count(t => t.Outcome == outcome));

    private IEnumerable<Finding> Quarantined(bool isWhole)
    {
        if (_rules.Quarantine.Count == 0) yield break;
        if (_ran is null) yield return new Finding(Verdict.Pass, SparingText.NotListed);
        foreach (var entry in _rules.Active)
        {
            var (bad, good) = (_quarantined[entry].Where(IsBad).ToList(), _quarantined[entry].Where(t => !IsBad(t)).ToList());
            if (bad.Count > 0) yield return new Finding(Verdict.Pass, SparingText.InQuarantine(entry, bad));
            if (bad.Count == 0 && good.Count > 0) yield return new Finding(Verdict.Pass, SparingText.Passes(entry, good));
            if (isWhole && _ran is not null && bad.Count + good.Count == 0 && !IsCoveredElsewhere(entry)) yield return new Finding(Verdict.Pass, SparingText.FitsNone(entry));
        }

        foreach (var entry in _rules.Over) yield return new Finding(Verdict.Pass, SparingText.IsOver(entry, [.. (_ran ?? []).Where(t => IsBad(t) && entry.Test.Fits(t))]));
    }

    // A test that two entries fit counts with the first.
    private bool IsCoveredElsewhere(QuarantineEntry entry) => _ran!.Exists(entry.Test.Fits);

    private IEnumerable<Finding> OnProbation() => _onProbation.Count == 0 ? [] : [new Finding(Verdict.Pass, SparingText.OnProbation(_onProbation, _rules.Probation))];
}
