using Steward.Kernel;
using Steward.Source;
using Steward.Stages.Release.Releases;

namespace Steward.Stages.Release.Code;

/// <summary>Accounts for the code of any commit as if it were to be released now, for people. Nothing is written.</summary>
/// <param name="sources">Finds the commit.</param>
/// <param name="collector">What the release would be.</param>
/// <param name="accountant">Makes the report.</param>
/// <param name="time">The clock.</param>
public sealed class CodeReports(ISourceCatalog sources, ReleaseCollector collector, CodeAccountant accountant, TimeProvider time)
{
    /// <summary>The report about a branch, a tag or a commit. NotFound when there is none of that name.</summary>
    public async Task<CodeReport> ReadAsync(ProductId product, string reference, CancellationToken cancellation)
    {
        if (!ReferenceName.IsValid(reference)) throw StewardException.Invalid($"'{Texts.Clip(reference, 60)}' is not a branch, a tag or a commit.");
        var source = await sources.OpenAsync(product, cancellation);
        var commit = await source.ResolveAsync(reference, cancellation)
            ?? throw StewardException.NotFound($"{product} has no branch, tag or commit '{Texts.Clip(reference, 60)}'.");
        var candidate = await collector.CandidateAsync(new ReleaseRequest(product, reference, commit, "", time.GetUtcNow()), cancellation);
        return (await accountant.AccountAsync(candidate.Candidate, cancellation)).Report;
    }
}
