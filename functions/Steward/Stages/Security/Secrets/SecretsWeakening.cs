using Steward.Policy;

namespace Steward.Stages.Security.Secrets;

/// <summary>Where fewer files must have been scanned for secrets, or more of what is found is let through.</summary>
public sealed class SecretsWeakening() : PolicyWeakening(SecretsPolicy.Section.Path)
{
    /// <inheritdoc/>
    public override IEnumerable<RuleChange> Of(Policy.Policy before, Policy.Policy now)
    {
        var (was, current) = (before.Get(SecretsPolicy.Section), now.Get(SecretsPolicy.Section));
        return [.. Lost("required", was.Required, current.Required, "true", "false"), .. Longer("ignore", Of(was), Of(current))];
    }

    private static IEnumerable<(string Name, DateOnly Until)> Of(SecretsPolicy policy) =>
        policy.Ignore.Select(e => ($"{e.Path}{(e.Rule is { } rule ? $" ({rule})" : "")}", e.Until));
}
