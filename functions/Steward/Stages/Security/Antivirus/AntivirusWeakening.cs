using System.Globalization;
using Steward.Policy;

namespace Steward.Stages.Security.Antivirus;

/// <summary>Where a scan is not required any more, older signatures do, or fewer releases are scanned again.</summary>
public sealed class AntivirusWeakening() : PolicyWeakening(AntivirusPolicy.Section.Path)
{
    /// <inheritdoc/>
    public override IEnumerable<RuleChange> Of(Policy.Policy before, Policy.Policy now)
    {
        var (was, current) = (before.Get(AntivirusPolicy.Section), now.Get(AntivirusPolicy.Section));
        foreach (var lost in Lost("required", was.Required, current.Required, "true", "false")) yield return lost;
        if (was.MaxSignatureAge is { } age && !(current.MaxSignatureAge <= age)) yield return Changed("maxSignatureAge", Days(age), Days(current.MaxSignatureAge));
        if (current.RescanReleases < was.RescanReleases) yield return Changed("rescanReleases", $"{was.RescanReleases}", $"{current.RescanReleases}");
    }

    private static string Days(TimeSpan? age) => age is { } some ? $"{some.TotalDays.ToString("0.#", CultureInfo.InvariantCulture)}d" : "none";
}
