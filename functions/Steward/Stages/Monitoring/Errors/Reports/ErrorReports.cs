using Steward.Kernel;

namespace Steward.Stages.Monitoring.Errors.Reports;

/// <summary>Makes error reports of what is stored.</summary>
/// <param name="errors">Where the groups are.</param>
public sealed class ErrorReports(IErrorStore errors)
{
    private const int MaxFollowed = 20;

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

    /// <summary>The releases with reports, newest first.</summary>
    public async Task<IReadOnlyList<ReportedRelease>> ReleasesAsync(ProductId product, CancellationToken cancellation) =>
        [.. (await errors.ReleasesAsync(product, cancellation)).Reverse()];

    /// <summary>One group in the newest 20 releases that had it, newest first. NotFound when none did.</summary>
    public async Task<IReadOnlyList<GroupInRelease>> GroupAsync(ProductId product, string id, CancellationToken cancellation)
    {
        var found = new List<GroupInRelease>();
        foreach (var release in (await ReleasesAsync(product, cancellation)).Take(MaxFollowed))
        {
            var groups = await errors.GroupsAsync(product, release.Tag, cancellation);
            if (groups.FirstOrDefault(g => g.Id == id) is { } tally) found.Add(new GroupInRelease(release.Tag, tally));
        }

        return found.Count > 0
            ? found
            : throw StewardException.NotFound($"None of the newest releases of {product} has an error group '{Texts.Clip(id, 40)}'.");
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
