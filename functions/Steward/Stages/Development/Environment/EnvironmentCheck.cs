namespace Steward.Stages.Development.Environment;

/// <summary>Compares what is wanted with what a machine has.</summary>
public sealed class EnvironmentCheck(IEnumerable<IInventoryProvider> providers)
{
    /// <summary>Every wanted item, compared, in the order of the policy.</summary>
    public async Task<IReadOnlyList<CheckedItem>> RunAsync(EnvironmentPolicy policy, CancellationToken cancellation)
    {
        var found = new Dictionary<(string Provider, string Name), IReadOnlyList<string>>();
        foreach (var provider in providers)
        {
            var names = policy.Wanted.Where(w => w.Provider == provider.Provider).Select(w => w.Name).ToList();
            if (names.Count == 0) continue;
            foreach (var (name, versions) in await provider.FindAsync(names, cancellation)) found[(provider.Provider, name)] = versions;
        }

        return [.. policy.Wanted.Select(w => Compare(w, found.GetValueOrDefault((w.Provider, w.Name)) ?? []))];
    }

    /// <summary>Compares one item with the versions that a machine has of it.</summary>
    public static CheckedItem Compare(WantedItem wanted, IReadOnlyList<string> versions)
    {
        if (versions.Count == 0) return new CheckedItem(wanted.Provider, wanted.Name, wanted.Version, null, ItemState.Missing);
        var fitting = versions.FirstOrDefault(v => VersionWish.IsMet(wanted.Version, v));
        var state = fitting is null ? ItemState.Drifted : ItemState.Same;
        return new CheckedItem(wanted.Provider, wanted.Name, wanted.Version, fitting ?? string.Join(", ", versions), state);
    }
}
