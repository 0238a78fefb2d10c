using Steward.Policy;

namespace Steward.Stages.Release.Releases;

/// <summary>The product's rules for releases.</summary>
/// <param name="TagPrefix">A pushed tag that begins so is a release; empty: every tag.</param>
/// <param name="Patience">How long a release waits for changes that are still being decided.</param>
public sealed record ReleasePolicy(string TagPrefix, TimeSpan Patience)
{
    /// <summary>The section <c>release</c>.</summary>
    public static PolicySection<ReleasePolicy> Section { get; } = new(
        "release",
        new ObjectShape(
            "What a release is and how long it waits.",
            new Field("tagPrefix", new TextShape("A pushed tag that begins so is a release; without it every tag is one.") { MaxLength = 50 }),
            new Field("patience", new DurationShape(
                "How long a release waits for changes that are still being decided.", TimeSpan.Zero, TimeSpan.FromDays(7)))),
        node => new ReleasePolicy(node.TextOrNull("tagPrefix") ?? "", node.Duration("patience", TimeSpan.FromMinutes(30))));
}
