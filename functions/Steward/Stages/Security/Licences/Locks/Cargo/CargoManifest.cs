using Steward.Stages.Security.Licences.Locks.Values;

namespace Steward.Stages.Security.Licences.Locks.Cargo;

/// <summary>What a Cargo.toml needs: names of packages (not of the dependencies' aliases), development's only where nothing else needs them.</summary>
/// <param name="Name">Its own package's name.</param>
/// <param name="Needs">Names, and whether only development needs them. What the build script needs counts as shipped.</param>
internal sealed record CargoManifest(string Name, IReadOnlyDictionary<string, bool> Needs)
{
    /// <summary>The file's name.</summary>
    public const string FileName = "Cargo.toml";

    /// <summary>Reads one; null when it has no package or cannot be read.</summary>
    public static CargoManifest? Of(ReadOnlyMemory<byte> content)
    {
        if (TomlLock.Read(content) is not { Problem: null, Root: var root } || root["package"].TextOf("name") is not { } name) return null;
        var needs = new Dictionary<string, bool>(StringComparer.Ordinal);
        foreach (var tables in root["target"].Entries.Select(t => t.Value).Prepend(root))
        {
            Add(tables["dependencies"], development: false);
            Add(tables["build-dependencies"], development: false);
            Add(tables["dev-dependencies"], development: true);
        }

        return new CargoManifest(name, needs);

        void Add(LockNode table, bool development)
        {
            foreach (var (alias, value) in table.Entries)
            {
                var package = value.TextOf("package") ?? alias;
                needs[package] = development && needs.GetValueOrDefault(package, true);
            }
        }
    }
}
