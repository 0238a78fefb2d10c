using System.Globalization;
using System.Text.Json.Serialization;

namespace Steward.Stages.Security.Access.Plans;

/// <summary>Why somebody has a level.</summary>
/// <param name="Kind">One of <c>position</c>, <c>temporary</c>, <c>deputy</c>.</param>
/// <param name="Name">The position; for a temporary level its reason.</param>
/// <param name="Level">The level.</param>
public sealed record GrantSource(string Kind, string Name, string Level)
{
    /// <summary>A position of the person's own.</summary>
    public const string Position = "position";

    /// <summary>A level for a while.</summary>
    public const string Temporary = "temporary";

    /// <summary>A position of somebody absent.</summary>
    public const string Deputy = "deputy";

    /// <summary>The person that the deputy stands for, or null.</summary>
    public string? For { get; init; }

    /// <summary>The last day, or null: it does not end by itself.</summary>
    public DateOnly? Until { get; init; }

    /// <summary>For people: <c>position lead (level engineer)</c>.</summary>
    [JsonIgnore]
    public string Sentence => Kind switch
    {
        Temporary => $"level {Level} until {Day}: {Name}",
        Deputy => $"deputy of {For} until {Day}, position {Name} (level {Level})",
        _ => $"position {Name} (level {Level})",
    };

    private string Day => Until?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "further notice";
}
