namespace Steward.Gates;

/// <summary>What a criterion or gate says. Only Pass, NotNeeded and Waived let through.</summary>
public enum Verdict
{
    /// <summary>In order.</summary>
    Pass,

    /// <summary>Not asked for here; the reason says why.</summary>
    NotNeeded,

    /// <summary>Not in order, and let through by a person until a date.</summary>
    Waived,

    /// <summary>What is required is not there. Never Pass.</summary>
    Missing,

    /// <summary>Not in order.</summary>
    Fail,

    /// <summary>It could not be found out. Never Pass.</summary>
    Error,
}

/// <summary>What verdicts mean together.</summary>
public static class Verdicts
{
    /// <summary>True for the three verdicts that let through.</summary>
    public static bool LetsThrough(this Verdict verdict) => verdict is Verdict.Pass or Verdict.NotNeeded or Verdict.Waived;

    /// <summary>The verdict of a gate over its children: the worst one. All NotNeeded is NotNeeded; nothing at all is Missing.</summary>
    public static Verdict Combine(IReadOnlyCollection<Verdict> children)
    {
        if (children.Count == 0) return Verdict.Missing;
        if (children.All(v => v == Verdict.NotNeeded)) return Verdict.NotNeeded;
        var worst = children.Max();
        return worst == Verdict.NotNeeded ? Verdict.Pass : worst;
    }
}
