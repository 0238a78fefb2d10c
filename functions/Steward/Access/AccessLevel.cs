using System.Text.Json.Serialization;

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
/// <param name="Name">As it stands in evidence: <c>token:ci</c>, <c>github:login</c>, <c>github-actions:owner/name</c>, <c>entra:object-id</c>.</param>
/// <param name="Level">What it may do.</param>
public sealed record Caller(string Name, AccessLevel Level)
{
    /// <summary>The person whom a token belongs to, as <c>github:login</c> or <c>entra:object-id</c>; null: a machine's, or nobody said.</summary>
    public string? Owner { get; init; }

    /// <summary>True for a program that came by a door that people use too: no access file speaks of it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsProgram { get; init; }

    /// <summary>What it reaches within its level; null: everything. Not written into cookies: it is read anew from what the caller came with.</summary>
    [JsonIgnore]
    public Reach? Reach { get; init; }

    /// <summary>When what it came with ends: a session that it opens ends then too. Null: not by itself.</summary>
    public DateTimeOffset? EndsAt { get; init; }

    /// <summary>Where it comes from, for the details of evidence: the run and the workflow of a job. No personal text. Null: nothing more than its name.</summary>
    [JsonIgnore]
    public IReadOnlyDictionary<string, string>? Origin { get; init; }
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
