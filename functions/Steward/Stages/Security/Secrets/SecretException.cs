using Steward.Policy;
using Steward.Source;

namespace Steward.Stages.Security.Secrets;

/// <summary>What the policy lets through by name: it stands where everybody sees it, with a reason and an end.</summary>
/// <param name="Path">A pattern of paths.</param>
/// <param name="Rule">Only what this rule finds; null: all.</param>
/// <param name="Reason">Why.</param>
/// <param name="Until">The last day on which it holds.</param>
public sealed record SecretException(string Path, string? Rule, string Reason, DateOnly Until)
{
    private readonly PathPattern _pattern = new(Path);

    /// <summary>What may stand in the policy.</summary>
    public static Shape Shape { get; } = new ObjectShape(
        "Findings that are let through.",
        new Field("path", new TextShape("A path with * and **; a folder stands for all below it.") { MaxLength = 300 }, Required: true),
        new Field("rule", new TextShape("Only what this rule finds, by its id.") { OneOf = [.. Search.SecretScanner.Rules.Keys.Order(StringComparer.Ordinal)] }),
        new Field("reason", new TextShape("Why it is let through.") { MaxLength = 300 }, Required: true),
        new Field("until", new DateShape("The last day on which it is let through."), Required: true));

    /// <summary>Makes one of the policy's value.</summary>
    public static SecretException Bind(PolicyNode node) =>
        new(node.Text("path"), node.TextOrNull("rule"), node.Text("reason"), node.Date("until") ?? DateOnly.MinValue);

    /// <summary>True when it is about what a rule found in a file.</summary>
    public bool IsFor(string path, string rule) => (Rule is null || Rule == rule) && _pattern.Fits(path);

    /// <summary>True when its last day has passed, UTC.</summary>
    public bool IsOver(DateTimeOffset now) => DateOnly.FromDateTime(now.UtcDateTime) > Until;
}
