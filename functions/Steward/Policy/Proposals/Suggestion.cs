using System.Collections.Immutable;
using Steward.Policy.Reading;

namespace Steward.Policy.Proposals;

/// <summary>One line that a detector proposes for the policy.</summary>
/// <param name="Keys">Where: <c>testing</c>, <c>sets</c>, <c>unit</c>, <c>command</c>.</param>
/// <param name="Value">The value as YAML on one line.</param>
/// <param name="Why">What in the repository speaks for it, for the comment above it; empty: no comment.</param>
internal sealed record Suggestion(ImmutableArray<string> Keys, string Value, string Why)
{
    /// <summary>Creates a suggestion at a dotted section and further keys of any form.</summary>
    public static Suggestion At(string section, IEnumerable<string> keys, string value, string why) => new([.. section.Split('.'), .. keys], value, why);

    /// <summary>Its place as problems write it.</summary>
    public string Path => Keys.Aggregate("", KeyPath.Child);
}
