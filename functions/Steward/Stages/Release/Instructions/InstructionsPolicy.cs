using Steward.Policy;

namespace Steward.Stages.Release.Instructions;

/// <summary>The policy's section <c>release.instructions</c>.</summary>
/// <param name="File">The file with the task list.</param>
public sealed record InstructionsPolicy(string File)
{
    /// <summary>The section.</summary>
    public static PolicySection<InstructionsPolicy> Section { get; } = new(
        "release.instructions",
        new ObjectShape(
            "What people do for every release: a task list in Markdown, of which each item is carried out for the very commit that is released (steward instruct).",
            new Field("file", new TextShape("The file with the task list, from the repository's top: docs/release.md.") { MaxLength = 300 }, Required: true)),
        node => new InstructionsPolicy(node.Text("file")));
}
