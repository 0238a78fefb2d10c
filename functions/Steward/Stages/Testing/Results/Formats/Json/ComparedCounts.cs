using Steward.Kernel;
using Steward.Stages.Testing.Results.Reading;

namespace Steward.Stages.Testing.Results.Formats.Json;

/// <summary>
/// Compares what a report declares of itself with what it holds. No count is taken from it: more tests than it holds make it
/// incomplete, any other difference is noted.
/// </summary>
/// <param name="builder">Where the tests go.</param>
internal sealed class ComparedCounts(ReportBuilder builder)
{
    private readonly Dictionary<string, double> _declared = new(StringComparer.Ordinal);
    private readonly HashSet<string> _suites = new(StringComparer.Ordinal);
    private readonly int[] _present = new int[4];

    /// <summary>A declared number, or null when there is none.</summary>
    public double? this[string name] => _declared.TryGetValue(name, out var number) ? number : null;

    /// <summary>Takes what the report declares; what is no number says nothing.</summary>
    public void Declare(string name, double? number)
    {
        if (number is { } declared) _declared[name] = declared;
    }

    /// <summary>Adds a test, and its suite when it is the first one there.</summary>
    public void Add(TestCaseResult test)
    {
        if (test.Suite.Length > 0 && _suites.Add(test.Suite)) builder.AddSuites(1);
        _present[(int)test.Outcome]++;
        builder.Add(test);
    }

    /// <summary>The tests of an outcome so far.</summary>
    public int Present(TestOutcome outcome) => _present[(int)outcome];

    /// <summary>Compares the number of all tests.</summary>
    /// <param name="name">The declared number.</param>
    /// <param name="without">Tests that Steward adds and the report does not count: suites that could not run.</param>
    public void CompareAll(string name, int without = 0)
    {
        var present = builder.Tests - without;
        if (this[name] is not { } number || number == present) return;
        var said = $"It declares {Number(number)} tests and holds {present}.";
        if (number > present) builder.Incomplete(said);
        else builder.Note(said);
    }

    /// <summary>Compares the number of tests of one outcome.</summary>
    public void Compare(string name, string outcome, int present)
    {
        if (this[name] is { } number && number != present) builder.Note($"It declares {Number(number)} {outcome} and holds {present}.");
    }

    private static string Number(double number) => Texts.Clip(FormattableString.Invariant($"{number:0.##}"), 40);
}
