namespace Steward.Passports;

/// <summary>One thing that was checked of a passport.</summary>
/// <param name="Name">What.</param>
/// <param name="Holds">Whether it holds.</param>
/// <param name="Detail">One sentence.</param>
public sealed record PassportCheck(string Name, bool Holds, string Detail);

/// <summary>What verifying a passport gave.</summary>
/// <param name="Statement">The statement, or null when it could not be read.</param>
/// <param name="Signer">SHA-256 of the public key that signed it, or null.</param>
/// <param name="Checks">Every check, in order; checks that need one that failed are left out.</param>
public sealed record PassportReading(PassportStatement? Statement, string? Signer, IReadOnlyList<PassportCheck> Checks)
{
    /// <summary>True when there is a statement and every check holds.</summary>
    public bool IsValid => Statement is not null && Checks.Count > 0 && Checks.All(c => c.Holds);
}
