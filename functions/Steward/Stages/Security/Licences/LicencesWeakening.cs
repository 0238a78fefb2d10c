using Steward.Policy;

namespace Steward.Stages.Security.Licences;

/// <summary>Where more licences are allowed, or fewer dependencies are judged.</summary>
public sealed class LicencesWeakening() : PolicyWeakening(LicencePolicy.Section.Path)
{
    /// <inheritdoc/>
    public override IEnumerable<RuleChange> Of(Policy.Policy before, Policy.Policy now)
    {
        var (was, current) = (before.Get(LicencePolicy.Section), now.Get(LicencePolicy.Section));
        return
        [
            .. Grown("allow", was.Allow, current.Allow), .. Shrunk("deny", was.Deny, current.Deny),
            .. Lists("shipped", was.Allow, was.Shipped, current.Allow, current.Shipped), .. Lists("developmentOnly", was.Allow, was.DevelopmentOnly, current.Allow, current.DevelopmentOnly),
            .. Paths(was, current), .. Handed(was, current),
            .. Longer("exceptions", Packages(was), Packages(current)), .. Longer("unlocked", Manifests(was), Manifests(current)),
            .. Grown("ignore", was.Ignore, current.Ignore),
            .. Lost("developmentOnly", was.JudgeDevelopmentOnly, current.JudgeDevelopmentOnly, "judge", "ignore"),
            .. Lost("unconfirmed", !was.AcceptUnconfirmed, !current.AcceptUnconfirmed, "fail", "accept"),
            .. Lost("lenient", !was.Lenient, !current.Lenient, "false", "true"),
        ];
    }

    // A list in place of the product's may take away and give; each licence that it gives is told, and each that is denied no more.
    private IEnumerable<RuleChange> Lists(string what, IReadOnlyList<string> allowedBefore, LicenceLists? was, IReadOnlyList<string> allowed, LicenceLists? current)
    {
        var own = current?.Allow is null && was?.Allow is null ? [] : Grown($"{what}.allow", was?.Allow ?? allowedBefore, current?.Allow ?? allowed);
        return own.Concat(Shrunk($"{what}.deny", was?.Deny ?? [], current?.Deny ?? []));
    }

    private IEnumerable<RuleChange> Paths(LicencePolicy was, LicencePolicy current)
    {
        foreach (var path in was.Paths.Concat(current.Paths).Select(p => p.Path).Distinct(StringComparer.Ordinal))
        {
            foreach (var change in Lists($"paths {path}", was.Allow, Last(was, path), current.Allow, Last(current, path))) yield return change;
        }

        // Of several that fit the last one counts.
        if (current.Paths.Count > 1 && !was.Paths.Select(p => p.Path).SequenceEqual(current.Paths.Select(p => p.Path)) && was.Paths.Count > 1)
            yield return Changed("paths", "in the order before", "in another order, or others among them");
    }

    private IEnumerable<RuleChange> Handed(LicencePolicy was, LicencePolicy current) =>
    [
        .. was.Outbound is { } outbound && current.Outbound != outbound ? [Changed("outbound", outbound, current.Outbound ?? "not said")] : Array.Empty<RuleChange>(),
        .. was.Notice is { } notice && current.Notice != notice ? [Changed("notice", notice, current.Notice ?? "not asked for")] : Array.Empty<RuleChange>(),
        .. Grown("obligations", was.Obligations.Own, current.Obligations.Own), .. Shrunk("obligations", was.Obligations.Own, current.Obligations.Own),
    ];

    private static LicenceLists? Last(LicencePolicy policy, string path) => policy.Paths.LastOrDefault(p => p.Path == path)?.Lists;

    private static IEnumerable<(string Name, DateOnly Until)> Packages(LicencePolicy policy) => policy.Exceptions.Select(e =>
        ((e.Version is { } version ? $"{e.Package} {version}" : e.Package) + (e.Expression is { } expression ? $" as {expression}" : ""), e.Until));

    private static IEnumerable<(string Name, DateOnly Until)> Manifests(LicencePolicy policy) => policy.Unlocked.Select(e => (e.Path, e.Until));
}
