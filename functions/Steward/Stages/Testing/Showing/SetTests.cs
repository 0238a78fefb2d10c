using Steward.Kernel;
using Steward.Stages.Testing.History;
using Steward.Stages.Testing.Results;
using Steward.Stages.Testing.Results.Attempts;
using Steward.Stages.Testing.Results.Reading;
using Steward.Stages.Testing.Results.Uploads;

namespace Steward.Stages.Testing.Showing;

/// <summary>The tests of a set with their newest outcomes, from the payloads of its reports.</summary>
/// <param name="payloads">The payloads, by digest.</param>
internal sealed class SetTests(IReadOnlyDictionary<string, byte[]> payloads)
{
    private readonly HashSet<(int Part, TestName Name)> _ran = [];
    private readonly Dictionary<(int Part, TestName Name), TestView> _skipped = [];

    /// <summary>Tests of the reports that count which are listed nowhere: the report, or all of them together, was too large.</summary>
    public int Unlisted { get; private set; }

    /// <summary>
    /// Those that are not in order first, then flaky and skipped ones, then by the time they took. Of a test that several attempts of a part ran the
    /// newest outcome is shown, and one that was only skipped gives way to one that ran; tests of one name in one report are all shown.
    /// </summary>
    public IReadOnlyList<TestView> Of(IEnumerable<Part> parts)
    {
        var ran = parts.SelectMany(Ran).ToList();
        var skipped = _skipped.Where(s => !_ran.Contains(s.Key)).Select(s => s.Value);
        return [.. ran.Concat(skipped).OrderByDescending(t => t.IsBad).ThenByDescending(t => t.Flaky).ThenByDescending(t => t.Outcome).ThenByDescending(t => t.DurationSeconds)];
    }

    // An attempt that is not complete says nothing when a complete one is there; when none is, it is all there is.
    private IEnumerable<TestView> Ran(Part part)
    {
        var attempts = part.Complete is { } complete ? part.Attempts.Where(a => a.Number <= complete.Number).ToList() : part.Attempts.Take(1).ToList();
        foreach (var attempt in attempts)
        {
            var tests = attempt.Reports.SelectMany(r => Read(r, attempt == attempts[0])).Where(t => !_ran.Contains((part.Number, TestName.Of(t)))).ToList();
            foreach (var test in tests.Where(t => t.Outcome == TestOutcome.Skipped)) _skipped.TryAdd((part.Number, TestName.Of(test)), View(test, attempt.Number, part));
            foreach (var test in tests.Where(t => t.Outcome != TestOutcome.Skipped))
            {
                _ran.Add((part.Number, TestName.Of(test)));
                yield return View(test, attempt.Number, part);
            }
        }
    }

    private IReadOnlyList<TestCaseResult> Read(ResultsEvidence report, bool counts)
    {
        var payload = report.Payload is { } digest && payloads.TryGetValue(digest, out var bytes) ? Json.Read<ResultsPayload>(bytes) : null;
        if (counts) Unlisted += payload?.Omitted ?? report.Counts.Tests;
        return payload?.Cases ?? [];
    }

    private static TestView View(TestCaseResult test, int attempt, Part part)
    {
        var name = TestName.Of(test);
        return new TestView(TestId.Of(name), name.FullName, test.Outcome, test.DurationSeconds, test.Message, attempt, part.Name, test.Flaky) { Places = test.Places, Place = test.Place };
    }
}
