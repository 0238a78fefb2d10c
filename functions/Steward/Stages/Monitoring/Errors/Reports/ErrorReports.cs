using Steward.Kernel;

namespace Steward.Stages.Monitoring.Errors.Reports;

/// <summary>Makes error reports of what is stored.</summary>
/// <param name="errors">Where the groups are.</param>
public sealed class ErrorReports(IErrorStore errors)
{
    /// <summary>
    /// The report of a release. It is compared with <paramref name="since"/> or, when that is null, with the release whose first report came
    /// last before its own. NotFound when one of them has no report.
    /// </summary>
    public async Task<ErrorReport> OfAsync(ProductId product, string release, string? since, CancellationToken cancellation)
    {
        var releases = await errors.ReleasesAsync(product, cancellation);
        var at = IndexOf(releases, product, release);
        var before = since is null ? (at > 0 ? releases[at - 1].Tag : null) : releases[IndexOf(releases, product, since)].Tag;
        var groups = await errors.GroupsAsync(product, release, cancellation);
        var report = ErrorReport.Compare(release, groups, before, before is null ? [] : await errors.GroupsAsync(product, before, cancellation));
        return report with { IsNewest = at == releases.Count - 1 };
    }

    private static int IndexOf(IReadOnlyList<ReportedRelease> releases, ProductId product, string release)
    {
        for (var at = 0; at < releases.Count; at++)
        {
            if (releases[at].Tag == release) return at;
        }

        var known = releases.Count == 0 ? "no release of it has any" : $"there are reports of {Texts.Some([.. releases.Reverse().Select(r => r.Tag)])}";
        throw StewardException.NotFound($"{product} has no error report of release '{Texts.Clip(release, 80)}'; {known}.");
    }
}
