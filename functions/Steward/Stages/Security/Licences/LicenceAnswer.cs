namespace Steward.Stages.Security.Licences;

/// <summary>An expression judged both ways.</summary>
/// <param name="Strict">As it stands.</param>
/// <param name="Lenient">With an allowed "or later" standing for its later versions too.</param>
/// <param name="IsLenient">Which of the two counts.</param>
public sealed record LicenceAnswer(LicenceRuling Strict, LicenceRuling Lenient, bool IsLenient)
{
    /// <summary>The one that counts.</summary>
    public LicenceRuling Counts => IsLenient ? Lenient : Strict;

    /// <summary>True where it depends on the reading whether the expression is allowed.</summary>
    public bool Differs => Strict.Ruling != Ruling.Allowed && Lenient.Ruling == Ruling.Allowed;

    /// <summary>The sentence about it, without an end; where the readings differ it gives both.</summary>
    public string Reason => Differs ? $"strictly not satisfied: {Strict.Reason}; leniently satisfied, because {Lenient.Reason}" : Counts.Reason;
}
