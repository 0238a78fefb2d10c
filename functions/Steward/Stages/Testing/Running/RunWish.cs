using Steward.Stages.Testing.Results;

namespace Steward.Stages.Testing.Running;

/// <summary>What somebody wants run, and on what machine.</summary>
public sealed record RunWish
{
    /// <summary>The sets by name; none: every set that can be run here.</summary>
    public IReadOnlyList<string> Sets { get; init; } = [];

    /// <summary>The labels of this machine.</summary>
    public IReadOnlyList<string> Labels { get; init; } = [];

    /// <summary>The one shard that is run; null: all.</summary>
    public Shard? Shard { get; init; }

    /// <summary>Why a set is not run on this machine; null when it may be.</summary>
    public string? AgainstPlace(TestSet set) => set.Where switch
    {
        TestSet.Anywhere => null,
        "here" => Labels.Contains(TestSet.Lab) ? "it does not run in a lab (where: here)" : null,
        TestSet.Lab => Labels.Contains(TestSet.Lab) ? null : "it runs on a node of a lab (where: lab), and this machine is not said to be one: run it there, with --label lab",
        var label => Labels.Contains(label) ? null : $"it runs where the label '{label}' is, which this machine does not have: --label {label} says that it has",
    };
}
