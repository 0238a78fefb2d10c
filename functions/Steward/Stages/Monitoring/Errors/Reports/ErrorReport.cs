namespace Steward.Stages.Monitoring.Errors.Reports;

/// <summary>What the errors of a release say, compared with the release before.</summary>
/// <param name="Release">The release.</param>
/// <param name="Since">The release that it is compared with; null when there is none: then nothing is called new.</param>
/// <param name="Groups">Its groups: new ones first, then increased ones, then by count.</param>
/// <param name="Gone">Groups of the release before that this one does not have.</param>
public sealed record ErrorReport(string Release, string? Since, IReadOnlyList<ReportedGroup> Groups, IReadOnlyList<GroupTally> Gone)
{
    private const int Multiple = 2;
    private const int AtLeastMore = 5;

    /// <summary>True when no other release was first reported later.</summary>
    public bool IsNewest { get; init; }

    /// <summary>All its errors.</summary>
    public long Errors => Groups.Sum(g => g.Count);

    /// <summary>The groups that the release before did not have.</summary>
    public IReadOnlyList<ReportedGroup> NewGroups => [.. Groups.Where(g => g.IsNew)];

    /// <summary>
    /// Compares two releases. A group has increased when it has at least twice as many errors and at least 5 more: counts are not weighted by
    /// how long or how much a release was used, which nobody tells us.
    /// </summary>
    public static ErrorReport Compare(string release, IReadOnlyList<GroupTally> now, string? since, IReadOnlyList<GroupTally> before)
    {
        var counts = before.ToDictionary(g => g.Id, g => g.Count, StringComparer.Ordinal);
        var groups = now.Select(group => Judge(group, since, counts))
            .OrderByDescending(g => g.IsNew).ThenByDescending(g => g.Increased).ThenByDescending(g => g.Count).ThenBy(g => g.Id, StringComparer.Ordinal);
        var still = now.Select(g => g.Id).ToHashSet(StringComparer.Ordinal);
        return new ErrorReport(release, since, [.. groups], [.. before.Where(g => !still.Contains(g.Id)).OrderByDescending(g => g.Count)]);
    }

    private static ReportedGroup Judge(GroupTally group, string? since, Dictionary<string, long> before)
    {
        var count = before.GetValueOrDefault(group.Id);
        var isNew = since is not null && count == 0;
        var increased = count > 0 && group.Count >= count * Multiple && group.Count - count >= AtLeastMore;
        return new ReportedGroup(group.Id, group.Template, group.Context, group.Count, count)
        {
            IsNew = isNew, Increased = increased, FirstSeen = group.FirstSeen, LastSeen = group.LastSeen, Example = group.Example,
        };
    }
}

/// <summary>A group in one of the releases that had it.</summary>
/// <param name="Release">The release.</param>
/// <param name="Tally">The group there.</param>
public sealed record GroupInRelease(string Release, GroupTally Tally);

/// <summary>A group in a report.</summary>
/// <param name="Id">The group.</param>
/// <param name="Template">What its errors have in common.</param>
/// <param name="Context">The exception's type and function, or empty.</param>
/// <param name="Count">Its errors in this release.</param>
/// <param name="CountBefore">Its errors in the release before.</param>
public sealed record ReportedGroup(string Id, string Template, string Context, long Count, long CountBefore)
{
    /// <summary>True when the release before did not have it.</summary>
    public required bool IsNew { get; init; }

    /// <summary>True when it has become markedly more frequent.</summary>
    public required bool Increased { get; init; }

    /// <summary>When the first batch with it came.</summary>
    public required DateTimeOffset FirstSeen { get; init; }

    /// <summary>When the last one came.</summary>
    public required DateTimeOffset LastSeen { get; init; }

    /// <summary>A masked example.</summary>
    public required string Example { get; init; }
}
