namespace Steward.Stages.Testing.History;

/// <summary>What is known of the environment of a run.</summary>
/// <param name="Declared">The fingerprint of the environment that the commit's policy declares, or null.</param>
/// <param name="Machine">The machine that uploaded the run, when it has reported itself; or null.</param>
/// <param name="Compared">The fingerprint that the machine was compared with, or null.</param>
/// <param name="Drifted">What differed on the machine from what is wanted, item by item.</param>
public sealed record RunEnvironment(string? Declared, string? Machine, string? Compared, IReadOnlyList<string> Drifted)
{
    /// <summary>The versions that the machine had, by item; empty when it reported none.</summary>
    public IReadOnlyDictionary<string, string> Found { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);
}

/// <summary>An item of which two machines have different versions.</summary>
/// <param name="Item">The item: <c>node</c>, <c>apt libssl3</c>.</param>
/// <param name="Green">The version where the test passed; <c>none</c>: it was not there.</param>
/// <param name="Red">The version where the test failed.</param>
public sealed record ItemDifference(string Item, string Green, string Red)
{
    /// <summary>Of the items that both machines reported, those that differ, by name.</summary>
    public static IReadOnlyList<ItemDifference> Between(RunEnvironment green, RunEnvironment red) =>
        [.. from item in green.Found
            where red.Found.TryGetValue(item.Key, out var other) && other != item.Value
            orderby item.Key
            select new ItemDifference(item.Key, item.Value, red.Found[item.Key])];
}
