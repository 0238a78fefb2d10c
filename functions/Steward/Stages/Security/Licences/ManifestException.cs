using Steward.Policy;

namespace Steward.Stages.Security.Licences;

/// <summary>A manifest without a lock file that the policy lets through: people have looked at what it names.</summary>
/// <param name="Path">Its path from the repository's top.</param>
/// <param name="Reason">Why it has no lock file, and what speaks for its dependencies.</param>
/// <param name="Until">The last day on which it holds.</param>
public sealed record ManifestException(string Path, string Reason, DateOnly Until)
{
    /// <summary>What may stand in the policy.</summary>
    public static Shape Shape { get; } = new ObjectShape(
        "A manifest without a lock file that is let through.",
        new Field("file", new TextShape("The manifest's path from the repository's top.") { MaxLength = 300 }, Required: true),
        new Field("reason", new TextShape("Why it is let through.") { MaxLength = 300 }, Required: true),
        new Field("until", new DateShape("The last day on which it is let through."), Required: true));

    /// <summary>Makes one of the policy's value.</summary>
    public static ManifestException Bind(PolicyNode node) => new(node.Text("file"), node.Text("reason"), node.Date("until") ?? DateOnly.MinValue);

    /// <summary>True when its last day has passed, UTC.</summary>
    public bool IsOver(DateTimeOffset now) => DateOnly.FromDateTime(now.UtcDateTime) > Until;
}
