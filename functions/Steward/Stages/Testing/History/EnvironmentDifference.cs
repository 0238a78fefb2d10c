using Steward.Kernel;

namespace Steward.Stages.Testing.History;

/// <summary>How the environment of a red run differs from that of a green one.</summary>
/// <param name="Green">That of the green run.</param>
/// <param name="Red">That of the red run.</param>
/// <param name="Added">Items that differ from what is wanted in the red run and did not in the green one.</param>
/// <param name="Gone">Items that did so in the green run only.</param>
/// <param name="Summary">One sentence.</param>
public sealed record EnvironmentDifference(
    RunEnvironment Green, RunEnvironment Red, IReadOnlyList<string> Added, IReadOnlyList<string> Gone, string Summary)
{
    /// <summary>Items of which the two machines have different versions, whether both are wanted or not.</summary>
    public IReadOnlyList<ItemDifference> Items { get; init; } = [];

    /// <summary>Compares the environment of the last green run with that of the first red one after it.</summary>
    public static EnvironmentDifference Of(RunEnvironment green, RunEnvironment red) => Compare(green, red, EnvironmentText.Since);

    /// <summary>Compares the environments of two runs of the same commit, of which one passed and the other failed.</summary>
    public static EnvironmentDifference OfSameCommit(RunEnvironment green, RunEnvironment red) => Compare(green, red, EnvironmentText.Between);

    private static EnvironmentDifference Compare(RunEnvironment green, RunEnvironment red, Func<EnvironmentDifference, string> sentence)
    {
        var added = red.Drifted.Except(green.Drifted, StringComparer.Ordinal).ToList();
        var gone = green.Drifted.Except(red.Drifted, StringComparer.Ordinal).ToList();
        var difference = new EnvironmentDifference(green, red, added, gone, "") { Items = ItemDifference.Between(green, red) };
        return difference with { Summary = Texts.Clip(sentence(difference), MaxSummary) };
    }

    private const int MaxSummary = 2_000;
}
