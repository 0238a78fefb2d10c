using Steward.Kernel;
using Steward.Stages.Testing.Results.Reading;

namespace Steward.Stages.Testing.Results.Attempts;

/// <summary>The tests of attempts one by one, as far as their payloads list them.</summary>
internal static class ListedTests
{
    /// <summary>The most bytes of payloads that are compared for one set; beyond it counts are compared.</summary>
    public const long MaxBytes = 64 * 1024 * 1024;

    /// <summary>The tests of each attempt; null when a payload is gone, lists not all of its tests, or all are too large to be compared.</summary>
    public static IReadOnlyList<(Attempt Attempt, List<TestCaseResult> Tests)>? Of(
        IEnumerable<Attempt> attempts, IReadOnlyDictionary<string, byte[]> payloads)
    {
        var (found, room) = (new List<(Attempt, List<TestCaseResult>)>(), MaxBytes);
        foreach (var attempt in attempts)
        {
            var tests = new List<TestCaseResult>();
            foreach (var part in attempt.Parts)
            {
                if (part.Payload is null || !payloads.TryGetValue(part.Payload, out var bytes) || (room -= bytes.Length) < 0) return null;
                if (Json.Read<Listing>(bytes) is not { Cases: { } cases, Omitted: 0 } || cases.Count != part.Counts.Tests) return null;
                tests.AddRange(cases);
            }

            found.Add((attempt, tests));
        }

        return found;
    }

    private sealed record Listing(IReadOnlyList<TestCaseResult>? Cases, int Omitted);
}
