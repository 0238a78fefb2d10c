namespace Steward.Access;

/// <summary>What a token or a person may do; each level includes those before it.</summary>
public enum AccessLevel
{
    /// <summary>Look at products, changes and evidence.</summary>
    Read,

    /// <summary>Upload results and logs.</summary>
    Upload,

    /// <summary>Approve, waive, release.</summary>
    Approve,

    /// <summary>Register products, issue tokens, steer orchestrations.</summary>
    Administer,
}

/// <summary>Who is asking.</summary>
/// <param name="Name">As it stands in evidence: <c>token:ci</c>, <c>github:login</c>.</param>
/// <param name="Level">What it may do.</param>
public sealed record Caller(string Name, AccessLevel Level)
{
    /// <summary>The person whom a token belongs to, as <c>github:login</c>; null: a machine's, or nobody said.</summary>
    public string? Owner { get; init; }
}

/// <summary>Levels as they stand in evidence and policies.</summary>
public static class AccessLevels
{
    /// <summary>The level in lower case: <c>approve</c>.</summary>
    public static string Word(this AccessLevel level) => level.ToString().ToLowerInvariant();

    /// <summary>The level of a word; null when it is none.</summary>
    public static AccessLevel? Read(string? word) =>
        Enum.GetValues<AccessLevel>().Where(l => l.Word() == word).Select(l => (AccessLevel?)l).FirstOrDefault();
}
