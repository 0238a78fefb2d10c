using System.Globalization;
using Steward.Policy;

namespace Steward.Stages.Release.Approvals;

/// <summary>Where fewer or lesser approvals are asked for.</summary>
public sealed class ApprovalsWeakening() : PolicyWeakening(ApprovalsPolicy.Section.Path)
{
    /// <inheritdoc/>
    public override IEnumerable<RuleChange> Of(Policy.Policy before, Policy.Policy now)
    {
        if (!before.Has(ApprovalsPolicy.Section)) yield break;
        var (was, current) = (before.Get(ApprovalsPolicy.Section), now.Get(ApprovalsPolicy.Section));
        if (!now.Has(ApprovalsPolicy.Section))
        {
            yield return Changed("", $"{Say(was.Count)} of them", "none");
            yield break;
        }

        if (current.Count < was.Count) yield return Changed("count", Say(was.Count), Say(current.Count));
        if (current.Level < was.Level) yield return Changed("level", $"{was.Level}", $"{current.Level}");
        if (current.Expire > was.Expire) yield return Changed("expire", Days(was.Expire), Days(current.Expire));
        if (current.Author && !was.Author) yield return Changed("author", "false", "true");
    }

    private static string Say(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Days(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalDays:0.#} days");
}
