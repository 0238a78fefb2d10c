namespace Steward.Stages.Monitoring.Errors.Grouping;

/// <summary>What grouping costs at most, whatever it is fed.</summary>
public static class GroupingLimits
{
    /// <summary>The most characters of a line that are looked at; the rest is read past.</summary>
    public const int MaxLine = 16 * 1024;

    /// <summary>The most tokens of a template; the rest becomes one wildcard.</summary>
    public const int MaxTokens = 96;

    /// <summary>The most characters of a token; a longer one is data, not words.</summary>
    public const int MaxToken = 120;

    /// <summary>The most groups; errors beyond them fall into one group of their own.</summary>
    public const int MaxGroups = 20_000;

    /// <summary>The most characters kept of an example.</summary>
    public const int MaxExample = 500;
}
