using Steward.Kernel;
using Steward.Stages.Testing.Results.Reading;

namespace Steward.Stages.Testing.Results.Attempts;

/// <summary>The tests of one set's attempts one by one, as far as their payloads list them; each payload is read once.</summary>
/// <param name="payloads">The payloads, by digest.</param>
internal sealed class ListedTests(IReadOnlyDictionary<string, byte[]> payloads)
{
    /// <summary>The most bytes of payloads that are compared for one set; beyond it counts are compared.</summary>
    public const long MaxBytes = 64 * 1024 * 1024;

    private readonly Dictionary<string, IReadOnlyList<TestCaseResult>?> _read = new(StringComparer.Ordinal);
    private long _room = MaxBytes;

    /// <summary>The tests of an attempt; null when a payload is gone, lists not all of its tests, or all are too large to be compared.</summary>
    public IReadOnlyList<TestCaseResult>? Of(Attempt attempt)
    {
        var tests = new List<TestCaseResult>();
        foreach (var report in attempt.Reports)
        {
            if (report.Payload is not { } digest || Read(digest) is not { } listed || listed.Count != report.Counts.Tests) return null;
            tests.AddRange(listed);
        }

        return tests;
    }

    /// <summary>The names that an announcement lists; null when its payload is gone.</summary>
    public IReadOnlyList<string>? Announced(string digest) =>
        payloads.TryGetValue(digest, out var bytes) ? Json.Read<Announcements.AnnouncedTests>(bytes).Tests : null;

    private IReadOnlyList<TestCaseResult>? Read(string digest)
    {
        if (_read.TryGetValue(digest, out var known)) return known;
        var isThere = payloads.TryGetValue(digest, out var bytes) && (_room -= bytes.Length) >= 0;
        return _read[digest] = isThere && Json.Read<Listing>(bytes) is { Cases: { } cases, Omitted: 0 } ? cases : null;
    }

    private sealed record Listing(IReadOnlyList<TestCaseResult>? Cases, int Omitted);
}
