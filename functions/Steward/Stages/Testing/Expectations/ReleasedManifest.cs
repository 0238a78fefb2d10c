using Steward.Kernel;
using Steward.Ledger;
using Steward.Stages.Testing.Results;
using Steward.Stages.Testing.Results.Announcements;
using Steward.Stages.Testing.Results.Attempts;
using Steward.Stages.Testing.Results.Naming;
using Steward.Stages.Testing.Results.Reading;

namespace Steward.Stages.Testing.Expectations;

/// <summary>Lists the tests that passed in the last released version, of the sets whose tests a policy keeps.</summary>
/// <param name="releases">Finds the version.</param>
/// <param name="payloads">The tests of its reports.</param>
public sealed class ReleasedManifest(LastRelease releases, IPayloadStore payloads)
{
    // A character is at most 6 bytes of JSON: this stays below the payload store's limit.
    private const int MaxCharacters = 8 * 1024 * 1024;
    private const int OverheadOfName = 3;

    /// <summary>The tests; with a problem when they cannot be listed.</summary>
    public async Task<ReleasedTests> ListAsync(ProductId product, IReadOnlyCollection<string> sets, CancellationToken cancellation)
    {
        if (await releases.FindAsync(product, cancellation) is not { } version) return new ReleasedTests(null, CommitSha.None, []);
        var (found, room) = (new List<ReleasedSet>(), MaxCharacters);
        foreach (var set in sets)
        {
            var reports = ResultsEvidence.In(version.About).Where(r => r.Set == set).ToList();
            var announced = AnnouncedEvidence.In(version.About).Where(a => a.Set == set).ToList();
            if (await PassedAsync(product, set, reports, announced, cancellation) is not { } passed) return ReleasedTests.Unknown(ExpectationsText.NotListed(set, version.Tag));
            if ((room -= passed.Sum(n => n.Length + OverheadOfName)) < 0) return ReleasedTests.Unknown(ExpectationsText.TooMany(version.Tag));
            found.Add(new ReleasedSet(set, passed));
        }

        return new ReleasedTests(version.Tag, version.Commit, found);
    }

    // Null: they are not listed one by one.
    private async Task<IReadOnlyList<string>?> PassedAsync(
        ProductId product, string set, List<ResultsEvidence> reports, List<AnnouncedEvidence> announced, CancellationToken cancellation)
    {
        var count = ShardCount.Of(new TestSet(set), reports, announced).Number;
        var listed = new ListedTests(await BodiesAsync(product, reports, cancellation));
        var facts = new SetFacts(new TestSet(set), reports, announced, listed, new Deadlines(null, default, default)) { Released = ReleasedTests.Unknown("") };
        var come = Part.Of(facts, count).Where(p => p.Complete is not null).ToList();
        if (come.Count == 0) return [];
        return LaidAttempts.Of(come, count, listed).Tests is { } tests
            ? [.. tests.Where(t => t.Outcome == TestOutcome.Passed).Select(TestNames.Full).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]
            : null;
    }

    private async Task<Dictionary<string, byte[]>> BodiesAsync(ProductId product, List<ResultsEvidence> reports, CancellationToken cancellation)
    {
        var (found, room) = (new Dictionary<string, byte[]>(StringComparer.Ordinal), ListedTests.MaxBytes);
        foreach (var digest in reports.Select(r => r.Payload).OfType<string>().Distinct(StringComparer.Ordinal).Reverse())
        {
            if (room < 0 || await payloads.GetAsync(product, digest, cancellation) is not { } bytes) continue;
            found[digest] = bytes;
            room -= bytes.Length;
        }

        return found;
    }
}
