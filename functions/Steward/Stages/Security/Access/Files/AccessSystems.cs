namespace Steward.Stages.Security.Access.Files;

/// <summary>Whether Steward takes away what no position gives.</summary>
public enum ControlMode
{
    /// <summary>It only gives.</summary>
    Additive,

    /// <summary>It also takes away, of what the file mentions.</summary>
    Authoritative,
}

/// <summary>How each system is handled.</summary>
/// <param name="GitHub">GitHub, or null: it is not.</param>
/// <param name="Azure">Azure, or null: it is not.</param>
public sealed record AccessSystems(GitHubSystem? GitHub, AzureSystem? Azure)
{
    /// <summary>The mode of a system; additive where it is not handled.</summary>
    public ControlMode ModeOf(string system) => system switch
    {
        SystemNames.GitHub => GitHub?.Mode ?? ControlMode.Additive,
        SystemNames.Azure => Azure?.Mode ?? ControlMode.Additive,
        _ => ControlMode.Additive,
    };
}

/// <summary>A GitHub organisation.</summary>
/// <param name="Organisation">Its login, lower case.</param>
/// <param name="Mode">Whether rights are taken away.</param>
/// <param name="Outside">Whether rights of outside collaborators are too; otherwise they are only told.</param>
public sealed record GitHubSystem(string Organisation, ControlMode Mode, bool Outside);

/// <summary>Azure's role assignments.</summary>
/// <param name="Mode">Whether roles are taken away.</param>
/// <param name="Scopes">The scopes under care, besides those that levels mention.</param>
public sealed record AzureSystem(ControlMode Mode, IReadOnlyList<string> Scopes);

/// <summary>What holds plans up, and how they are applied.</summary>
/// <param name="Brakes">The brakes.</param>
/// <param name="Apply">How plans are applied.</param>
public sealed record AccessRules(BrakeRules Brakes, ApplyRules Apply)
{
    /// <summary>Of each rule the stricter one.</summary>
    public AccessRules Stricter(AccessRules other) => new(Brakes.Stricter(other.Brakes), Apply.Stricter(other.Apply));
}

/// <summary>The brakes on removals; a demotion is one.</summary>
/// <param name="Share">The most removals of a kind, in per cent of what there is of it.</param>
/// <param name="Number">The most removals of a kind.</param>
/// <param name="People">Up to how many people may lose something without the share being asked: one leaver is many per cent of a small team.</param>
/// <param name="MinimumOwners">The fewest owners that a plan may leave.</param>
public sealed record BrakeRules(int Share, int Number, int People, int MinimumOwners)
{
    /// <summary>What holds where the file says nothing.</summary>
    public static BrakeRules Usual { get; } = new(25, 20, 1, 2);

    /// <summary>Of each limit the stricter one.</summary>
    public BrakeRules Stricter(BrakeRules other) => new(
        Math.Min(Share, other.Share), Math.Min(Number, other.Number), Math.Min(People, other.People), Math.Max(MinimumOwners, other.MinimumOwners));
}

/// <summary>How plans are applied.</summary>
/// <param name="IsAutomatic">Whether without anybody's approval, within the limits.</param>
/// <param name="OnlyAdditions">Whether only plans that take nothing away.</param>
/// <param name="Changes">The most changes.</param>
public sealed record ApplyRules(bool IsAutomatic, bool OnlyAdditions, int Changes)
{
    /// <summary>Nothing without an approval.</summary>
    public static ApplyRules ByApproval { get; } = new(false, true, 20);

    /// <summary>Permissions that are given by approval only, beside the highest ones, which always are; as <c>steward access who</c> reads them.</summary>
    public IReadOnlyList<string> Asks { get; init; } = [];

    /// <summary>Of each rule the stricter one.</summary>
    public ApplyRules Stricter(ApplyRules other) => new(IsAutomatic && other.IsAutomatic, OnlyAdditions || other.OnlyAdditions, Math.Min(Changes, other.Changes))
    {
        Asks = [.. Asks.Union(other.Asks, StringComparer.Ordinal)],
    };
}
