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
            .. Longer("exceptions", Packages(was), Packages(current)), .. Longer("unlocked", Manifests(was), Manifests(current)),
            .. Grown("ignore", was.Ignore, current.Ignore),
            .. Lost("developmentOnly", was.JudgeDevelopmentOnly, current.JudgeDevelopmentOnly, "judge", "ignore"),
            .. Lost("unconfirmed", !was.AcceptUnconfirmed, !current.AcceptUnconfirmed, "fail", "accept"),
            .. Lost("lenient", !was.Lenient, !current.Lenient, "false", "true"),
        ];
    }

    private static IEnumerable<(string Name, DateOnly Until)> Packages(LicencePolicy policy) =>
        policy.Exceptions.Select(e => (e.Version is { } version ? $"{e.Package} {version}" : e.Package, e.Until));

    private static IEnumerable<(string Name, DateOnly Until)> Manifests(LicencePolicy policy) => policy.Unlocked.Select(e => (e.Path, e.Until));
}
