using Steward.Kernel;

namespace Steward.Stages.Testing.Results.Reading;

/// <summary>Gathers what a format reads, test by test, so that what was read before a break is kept.</summary>
/// <param name="keep">The most tests kept; all are counted. 0: none.</param>
/// <param name="each">Gets every test as it is read, for those who pass it on; null: nobody.</param>
public sealed class ReportBuilder(int keep, Action<TestCaseResult>? each = null)
{
    private const int MaxNotes = 5;
    private const int BadBeyond = 10_000;
    private readonly List<TestCaseResult> _cases = [];
    private readonly List<string> _notes = [];
    private readonly int[] _outcomes = new int[4];
    private readonly TestIdentities _identities = new();
    private DeclaredCounts? _declared;
    private long _slack;
    private long _characters;
    private int _suites;
    private int _retries;
    private int _badRetries;
    private int _absurd;
    private int _noDurations;
    private double _seconds;

    /// <summary>The tests so far.</summary>
    public int Tests { get; private set; }

    /// <summary>The runs of tests so far: a test that was repeated has several.</summary>
    public int Runs => Tests + _retries;

    /// <summary>The tests so far that errored.</summary>
    public int Errored => Of(TestOutcome.Errored);

    /// <summary>The tests so far that failed or errored.</summary>
    public int NotInOrder => Of(TestOutcome.Failed) + Errored;

    /// <summary>The runs so far that failed or errored, also where the test passed in the end.</summary>
    public int BadRuns => NotInOrder + _badRetries;

    /// <summary>Whether somebody wants the tests themselves, with their messages; otherwise they are only counted.</summary>
    public bool WantsTests => keep > 0 || each is not null;

    /// <summary>What the report says of itself that makes it incomplete: its run was aborted. Null: nothing.</summary>
    public string? Problem { get; private set; }

    /// <summary>Counts suites.</summary>
    public void AddSuites(int number) => _suites += number;

    /// <summary>Counts a test, and keeps it while there is room; for those not in order there is a little more.</summary>
    public void Add(TestCaseResult test)
    {
        if (double.IsNaN(test.DurationSeconds))
        {
            _noDurations++;
            test = test with { DurationSeconds = 0 };
        }

        Tests++;
        _outcomes[(int)test.Outcome]++;
        _retries += test.Retries;
        if (test.Flaky || test.Outcome is TestOutcome.Failed or TestOutcome.Errored) _badRetries += test.Retries;
        _seconds += test.DurationSeconds;
        if (test.DurationSeconds >= ReportDuration.MaxSeconds) _absurd++;
        _identities.Add(test);
        each?.Invoke(test);
        if (keep > 0) Keep(test);
    }

    /// <summary>Says what is odd; the first few are kept.</summary>
    public void Note(string note)
    {
        if (_notes.Count < MaxNotes) _notes.Add(Texts.Clip(note, 300));
    }

    /// <summary>Says that the run itself did not come to its end; the first problem stays.</summary>
    public void Incomplete(string problem) => Problem ??= Texts.Clip(problem, 500);

    /// <summary>Tells what the report, or one of its parts, says of its own counts. All of them are compared with what is there at the end.</summary>
    /// <param name="declared">What it says.</param>
    /// <param name="slack">How many of the declared tests need not be there: groups that its tool counts as tests.</param>
    public void Declare(DeclaredCounts declared, long slack = 0)
    {
        if (declared.IsSilent) return;
        _declared = _declared is null ? declared : _declared + declared;
        _slack += slack;
    }

    /// <summary>The report.</summary>
    public TestReport Build(string format, string? problem)
    {
        if (Tests == 0) Note("It holds no test.");
        if (problem is null && _declared is not null) Compare(_declared);
        if (_absurd > 0) Note($"It holds {Texts.Count(_absurd, "test")} that would have run for a hundred years or longer; each counts with a hundred.");
        if (_noDurations > 0) Note($"It holds {Texts.Count(_noDurations, "test")} whose duration is negative or no number; each counts with 0 s.");
        if (_identities.IsFull) Note($"It holds more than {TestIdentities.Max} different tests; uniqueTests and flaky count only so many.");
        var counts = new ReportCounts(
            _suites, Of(TestOutcome.Passed), Of(TestOutcome.Failed), Of(TestOutcome.Errored), Of(TestOutcome.Skipped),
            _identities.Flaky, Math.Round(_seconds, 6)) { UniqueTests = _identities.Count, Runs = Runs };
        return new TestReport(format, problem ?? Problem, counts, _cases, _notes) { Declared = _declared, Identities = _identities };
    }

    private void Compare(DeclaredCounts declared)
    {
        if (DeclaredComparison.Missing(declared, this, _slack) is { } missing) Incomplete(missing);
        else if (DeclaredComparison.Odd(declared, this, Of(TestOutcome.Skipped)) is { } odd) Note(odd);
    }

    private int Of(TestOutcome outcome) => _outcomes[(int)outcome];

    private void Keep(TestCaseResult test)
    {
        var room = test.Outcome is TestOutcome.Failed or TestOutcome.Errored ? keep + BadBeyond : keep;
        _characters += ReportLimits.OverheadOfTest + test.Name.Length + (test.Message?.Length ?? 0) + (test.Places?.Length ?? 0) + (test.Place?.Path.Length ?? 0);
        if (_cases.Count < room && _characters <= ReportLimits.MaxKeptCharacters) _cases.Add(test);
    }
}
