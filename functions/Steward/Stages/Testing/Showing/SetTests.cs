using Steward.Kernel;
using Steward.Stages.Testing.History;
using Steward.Stages.Testing.Results.Attempts;
using Steward.Stages.Testing.Results.Reading;
using Steward.Stages.Testing.Results.Uploads;

namespace Steward.Stages.Testing.Showing;

/// <summary>The tests of a set with their newest outcomes, from the payloads of its reports.</summary>
/// <param name="payloads">The payloads, by digest.</param>
internal sealed class SetTests(IReadOnlyDictionary<string, byte[]> payloads)
{
    private readonly HashSet<(int Part, TestName Name)> _seen = [];

    /// <summary>
    /// Those that are not in order first, then those that were skipped, then by the time they took. Of a test that several attempts of a part ran
    /// the newest outcome is shown; tests of one name in one report are all shown.
    /// </summary>
    public IReadOnlyList<TestView> Of(IEnumerable<Part> parts) =>
        [.. parts.SelectMany(Of).OrderByDescending(t => t.IsBad).ThenByDescending(t => t.Flaky).ThenByDescending(t => t.Outcome).ThenByDescending(t => t.DurationSeconds)];

    // An attempt that is not complete says nothing when a complete one is there; when none is, it is all there is.
    private IEnumerable<TestView> Of(Part part)
    {
        var attempts = part.Complete is { } complete ? part.Attempts.Where(a => a.Number <= complete.Number) : part.Attempts.Take(1);
        foreach (var attempt in attempts)
        {
            var tests = attempt.Reports.SelectMany(r => Read(r.Payload)).Where(t => !_seen.Contains((part.Number, TestName.Of(t)))).ToList();
            foreach (var test in tests.Where(t => t.Outcome != TestOutcome.Skipped)) _seen.Add((part.Number, TestName.Of(test)));
            foreach (var test in tests) yield return View(test, attempt.Number, part);
        }
    }

    private IReadOnlyList<TestCaseResult> Read(string? digest) =>
        digest is not null && payloads.TryGetValue(digest, out var bytes) ? Json.Read<ResultsPayload>(bytes).Cases : [];

    private static TestView View(TestCaseResult test, int attempt, Part part)
    {
        var name = TestName.Of(test);
        return new TestView(TestId.Of(name), name.FullName, test.Outcome, test.DurationSeconds, test.Message, attempt, part.Name, test.Flaky) { Places = test.Places };
    }
}
