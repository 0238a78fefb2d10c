using Steward.Changes;
using Steward.Gates;
using Steward.Kernel;
using Steward.Source;

namespace Steward.Stages.Release.Releases;

/// <summary>Takes the snapshot that the release gate judges.</summary>
/// <param name="sources">Where the tag is.</param>
/// <param name="histories">What came with the release.</param>
/// <param name="facts">What is known of its head.</param>
/// <param name="inquiries">What else is found out.</param>
public sealed class ReleaseCollector(ISourceCatalog sources, ReleaseHistories histories, FactCollector facts, IEnumerable<IReleaseInquiry> inquiries)
{
    private const int MaxCommits = 20_000;
    private static readonly Dictionary<string, string> NoFaults = [];

    /// <summary>The facts of a release as they are now.</summary>
    public async Task<ReleaseFacts> CollectAsync(ReleaseRequest request, CancellationToken cancellation)
    {
        var source = await sources.OpenAsync(request.Product, cancellation);
        var (candidate, history) = await CandidateAsync(request, cancellation);
        var head = candidate.Head;
        var (found, faults) = await InquireAsync(candidate, cancellation);
        return new ReleaseFacts
        {
            Request = request,
            TagNow = await source.ResolveAsync($"refs/tags/{request.Tag}", cancellation),
            Previous = history.Previous,
            Commits = history.Commits,
            Baseline = history.Baseline,
            Complete = history.Complete,
            Policy = head.Policy.Get(ReleasePolicy.Section),
            Head = head.Knowing(found) with { Faults = faults },
            Findings = found,
        };
    }

    /// <summary>What inquiries look at, and what came with the release.</summary>
    public async Task<(ReleaseCandidate Candidate, ReleaseHistory History)> CandidateAsync(ReleaseRequest request, CancellationToken cancellation)
    {
        var history = await histories.ReadAsync(request, MaxCommits, cancellation);
        var head = await facts.CollectAsync(new ChangeId(request.Product, request.Commit), NoFaults, cancellation);
        return (new ReleaseCandidate(request, history.Before?.Commit ?? CommitSha.None, history.Commits, head) { Baseline = history.Baseline, Since = history.Since }, history);
    }

    private async Task<(List<UnrecordedEvidence> Found, Dictionary<string, string> Faults)> InquireAsync(ReleaseCandidate candidate, CancellationToken cancellation)
    {
        var (found, faults) = (new List<UnrecordedEvidence>(), new Dictionary<string, string>(StringComparer.Ordinal));
        foreach (var inquiry in inquiries)
        {
            try
            {
                found.AddRange(await inquiry.InquireAsync(candidate, cancellation));
            }
            catch (StewardException failure) when (!failure.IsRetryable)
            {
                faults[$"release/{inquiry.Name}"] = failure.Message;
            }
        }

        return (found, faults);
    }
}
