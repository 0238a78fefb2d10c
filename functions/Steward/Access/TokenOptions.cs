namespace Steward.Access;

/// <summary>How long tokens last.</summary>
public sealed class TokenOptions
{
    /// <summary>How long a token lasts that was asked for without an end; null: for ever. Not those that are there already.</summary>
    public TimeSpan? DefaultLifetime { get; set; } = TimeSpan.FromDays(90);

    /// <summary>The longest that a token may be asked for; null: any, for ever too.</summary>
    public TimeSpan? MaxLifetime { get; set; } = TimeSpan.FromDays(366);

    /// <summary>How long before its end a token is listed as ending soon.</summary>
    public TimeSpan WarnBefore { get; set; } = TimeSpan.FromDays(14);

    /// <summary>What is impossible in them, one sentence each.</summary>
    public IEnumerable<string> Problems()
    {
        if (DefaultLifetime <= TimeSpan.Zero) yield return "DefaultLifetime: must be longer than nothing.";
        if (MaxLifetime <= TimeSpan.Zero) yield return "MaxLifetime: must be longer than nothing.";
        if (MaxLifetime is { } most && !(DefaultLifetime <= most)) yield return "DefaultLifetime: must not be longer than MaxLifetime.";
        if (WarnBefore < TimeSpan.Zero) yield return "WarnBefore: must not be negative.";
    }
}
