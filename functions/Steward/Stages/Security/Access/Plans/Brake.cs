using System.Text.Json.Serialization;

namespace Steward.Stages.Security.Access.Plans;

/// <summary>What holds all changes of one kind in one system up, because too much would be taken away.</summary>
/// <param name="System">The system.</param>
/// <param name="Kind">The kind of grants.</param>
/// <param name="Name">One of the names of <see cref="BrakeNames"/>.</param>
/// <param name="Reason">One sentence.</param>
public sealed record Brake(string System, string Kind, string Name, string Reason)
{
    /// <summary>True when nobody can override it.</summary>
    public bool IsFinal { get; init; }

    /// <summary>Who overrode it; null: nobody.</summary>
    public string? OverriddenBy { get; init; }

    /// <summary>How it is named in overrides: <c>github/team/share</c>.</summary>
    public string Key => $"{System}/{Kind}/{Name}";

    /// <summary>True when it holds.</summary>
    [JsonIgnore]
    public bool Holds => IsFinal || OverriddenBy is null;
}

/// <summary>The brakes.</summary>
public static class BrakeNames
{
    /// <summary>Too large a part of what there is.</summary>
    public const string Share = "share";

    /// <summary>Too many.</summary>
    public const string Number = "number";

    /// <summary>Too few owners would be left.</summary>
    public const string Owners = "owners";

    /// <summary>No owner would be left. Final.</summary>
    public const string LastOwner = "lastOwner";

    /// <summary>Steward itself would lose something. Final.</summary>
    public const string Self = "self";

    /// <summary>The system answered with nothing where something must be. Final.</summary>
    public const string EmptyState = "emptyState";

    /// <summary>The file gives nobody anything. Final.</summary>
    public const string EmptyFile = "emptyFile";

    /// <summary>An account of the file is gone, and who would be removed may be the same person under a new name.</summary>
    public const string Renamed = "renamed";
}
