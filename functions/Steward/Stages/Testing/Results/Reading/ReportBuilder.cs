using Steward.Kernel;

namespace Steward.Stages.Testing.Results.Reading;

/// <summary>Gathers what a format reads, test by test, so that what was read before a break is kept.</summary>
/// <param name="keep">The most tests kept; all are counted.</param>
public sealed class ReportBuilder(int keep)
{
    private const int MaxNotes = 5;
    private const int BadBeyond = 10_000;
    private readonly List<TestCaseResult> _cases = [];
    private readonly List<string> _notes = [];
    private readonly int[] _outcomes = new int[4];
    private int _suites;
    private int _flaky;
    private double _seconds;

    /// <summary>The tests so far.</summary>
    public int Tests => _outcomes.Sum();

    /// <summary>The tests so far that failed or errored.</summary>
    public int NotInOrder => _outcomes[(int)TestOutcome.Failed] + _outcomes[(int)TestOutcome.Errored];

    /// <summary>What the report says of itself that makes it incomplete: its run was aborted. Null: nothing.</summary>
    public string? Problem { get; private set; }

    /// <summary>Counts suites.</summary>
    public void AddSuites(int number) => _suites += number;

    /// <summary>Counts a test, and keeps it while there is room; for those not in order there is a little more.</summary>
    public void Add(TestCaseResult test)
    {
        _outcomes[(int)test.Outcome]++;
        _seconds += test.DurationSeconds;
        if (test is { Flaky: true, Outcome: TestOutcome.Passed }) _flaky++;
        var room = test.Outcome is TestOutcome.Failed or TestOutcome.Errored ? keep + BadBeyond : keep;
        if (_cases.Count < room) _cases.Add(test);
    }

    /// <summary>Says what is odd; the first few are kept.</summary>
    public void Note(string note)
    {
        if (_notes.Count < MaxNotes) _notes.Add(Texts.Clip(note, 300));
    }

    /// <summary>Says that the run itself did not come to its end; the first problem stays.</summary>
    public void Incomplete(string problem) => Problem ??= Texts.Clip(problem, 500);

    /// <summary>The report.</summary>
    public TestReport Build(string format, string? problem)
    {
        if (Tests == 0) Note("It holds no test.");
        var counts = new ReportCounts(
            _suites, Of(TestOutcome.Passed), Of(TestOutcome.Failed), Of(TestOutcome.Errored), Of(TestOutcome.Skipped),
            _flaky, Math.Round(_seconds, 6));
        return new TestReport(format, problem ?? Problem, counts, _cases, _notes);
    }

    private int Of(TestOutcome outcome) => _outcomes[(int)outcome];
}
