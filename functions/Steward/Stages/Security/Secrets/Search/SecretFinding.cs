namespace Steward.Stages.Security.Secrets.Search;

/// <summary>How sure a finding is.</summary>
public enum SecretCertainty
{
    /// <summary>It looks like one. A person has to look; it never fails a change.</summary>
    Hint,

    /// <summary>It has the form that only such secrets have.</summary>
    Format,

    /// <summary>It has the form, and the checksum in it is right.</summary>
    Verified,
}

/// <summary>
/// Where a secret stands. It holds nothing of the secret, neither a part nor a digest: findings go into evidence that can never be deleted.
/// </summary>
/// <param name="Rule">The rule's id.</param>
/// <param name="Line">The line, from 1; 0 in a binary file.</param>
/// <param name="Column">The character in the line, from 1; in a binary file the byte, from 0.</param>
/// <param name="Length">Its length in bytes (of the text's UTF-8 where the file is UTF-16).</param>
/// <param name="Certainty">How sure it is.</param>
public sealed record SecretFinding(string Rule, int Line, long Column, int Length, SecretCertainty Certainty)
{
    /// <summary>The place in its file: <c>12:5</c>, or <c>byte 4711</c>.</summary>
    public string Place() => Line == 0 ? $"byte {Column}" : $"{Line}:{Column}";
}

/// <summary>How often a rule found something.</summary>
/// <param name="Rule">The rule's id.</param>
/// <param name="Certainty">How sure.</param>
/// <param name="Count">How often.</param>
public sealed record SecretCount(string Rule, SecretCertainty Certainty, int Count);

/// <summary>What a scan of one content found.</summary>
/// <param name="Findings">The first findings, in their order in the file; at most <see cref="MaxFindings"/>.</param>
/// <param name="Counts">All findings, counted by rule and certainty.</param>
/// <param name="Problem">Why it could not be read to its end: one sentence; null otherwise.</param>
public sealed record SecretScan(IReadOnlyList<SecretFinding> Findings, IReadOnlyList<SecretCount> Counts, string? Problem = null)
{
    /// <summary>The most findings that are told one by one.</summary>
    public const int MaxFindings = 1000;

    /// <summary>How many findings are more than hints.</summary>
    public int Sure => Counts.Where(c => c.Certainty != SecretCertainty.Hint).Sum(c => c.Count);

    /// <summary>How many findings are hints.</summary>
    public int Hints => Counts.Where(c => c.Certainty == SecretCertainty.Hint).Sum(c => c.Count);
}
