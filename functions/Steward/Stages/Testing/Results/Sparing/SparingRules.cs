using Steward.Gates;

namespace Steward.Stages.Testing.Results.Sparing;

/// <summary>By which rules failures of one set's tests do not gate.</summary>
/// <param name="Quarantine">The set's entries.</param>
/// <param name="Probation">How often a test must have passed before its failures gate.</param>
/// <param name="Today">The time of judging.</param>
internal sealed record SparingRules(IReadOnlyList<QuarantineEntry> Quarantine, int Probation, DateTimeOffset Today)
{
    /// <summary>No failure is spared.</summary>
    public static SparingRules None { get; } = new([], 0, default);

    /// <summary>The rules of a policy for one set.</summary>
    public static SparingRules Of(GateFacts facts, string set)
    {
        var entries = facts.Policy.Get(QuarantinePolicy.Section).Entries;
        return new SparingRules([.. entries.Where(e => e.Set == set)], facts.Policy.Get(ProbationPolicy.Section).Passes, facts.Now);
    }

    /// <summary>Those that hold.</summary>
    public IEnumerable<QuarantineEntry> Active => Quarantine.Where(e => !e.IsOver(Today));

    /// <summary>Those that hold no more.</summary>
    public IEnumerable<QuarantineEntry> Over => Quarantine.Where(e => e.IsOver(Today));
}
