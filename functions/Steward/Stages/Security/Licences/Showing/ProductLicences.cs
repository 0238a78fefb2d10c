using Steward.Changes;
using Steward.Gates;
using Steward.Kernel;
using Steward.Policy;
using Steward.Stages.Security.Licences.Notices;
using Steward.Stages.Security.Licences.Spdx;

namespace Steward.Stages.Security.Licences.Showing;

/// <summary>Shows the dependencies of a product's newest scanned change.</summary>
/// <param name="changes">The changes.</param>
/// <param name="scans">Their scans.</param>
/// <param name="policies">The policy at the commit.</param>
/// <param name="time">The clock.</param>
public sealed class ProductLicences(IChangeStore changes, ScanReader scans, PolicyLoader policies, TimeProvider time)
{
    /// <summary>The most rows of a page.</summary>
    public const int Shown = 100;

    private const int Looked = 20;

    /// <summary>The page that is asked for; null when none of the newest changes was scanned.</summary>
    public async Task<LicencesView?> FindAsync(ProductId product, LicencesQuery query, CancellationToken cancellation)
    {
        await foreach (var change in changes.ListAsync(product, cancellation).Take(Looked))
        {
            if (await scans.FindAsync(product, change.Id.Commit, cancellation) is { } scan) return View(change.Id, scan, await PolicyAsync(change.Id, cancellation), query);
        }

        return null;
    }

    private async Task<LicencePolicy> PolicyAsync(ChangeId change, CancellationToken cancellation)
    {
        try
        {
            return (await policies.LoadAsync(change, cancellation)).Policy.Get(LicencePolicy.Section);
        }
        catch (StewardException unreadable) when (!unreadable.IsRetryable)
        {
            return Policy.Policy.Missing.Get(LicencePolicy.Section);
        }
    }

    private LicencesView View(ChangeId change, LicenceScan scan, LicencePolicy policy, LicencesQuery query)
    {
        var judge = new LicenceJudge(policy, time.GetUtcNow());
        var judged = judge.Problems.Count > 0 ? [] : judge.Asked(scan).Dependencies.Select(judge.Judge)
            .OrderBy(d => d.Verdict.LetsThrough()).ThenByDescending(d => d.Verdict).ThenBy(d => d.Dependency.Id.ToString(), StringComparer.Ordinal).ToList();
        var fitting = judged.Where(query.Fits).ToList();
        var pages = Math.Max(1, (fitting.Count + Shown - 1) / Shown);
        var page = Math.Clamp(query.Page, 1, pages);
        return new LicencesView(change, [.. judged.CountBy(d => d.Verdict).OrderByDescending(c => c.Key).Select(c => new VerdictCount(c.Key, c.Value))], [.. fitting.Skip((page - 1) * Shown).Take(Shown)], fitting.Count, pages)
        {
            Obligations = Obligations(judged, judge),
            Problem = judge.Problems.Count > 0 ? LicenceText.BadPolicy(judge.Problems) : null,
            Outbound = policy.Outbound,
        };
    }

    private static IReadOnlyList<(Obligation Obligation, int Count)> Obligations(IReadOnlyList<JudgedDependency> judged, LicenceJudge judge) =>
    [
        .. judged.Where(d => !d.Dependency.IsDevelopmentOnly && d.Concluded is not null).SelectMany(d => judge.Obligations(SpdxExpression.Read(d.Concluded).Expression!))
            .CountBy(o => o).OrderBy(o => o.Key).Select(o => (o.Key, o.Value)),
    ];
}
