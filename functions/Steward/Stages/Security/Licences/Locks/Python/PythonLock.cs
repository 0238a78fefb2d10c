using Steward.Kernel;
using Steward.Stages.Security.Licences.Locks.Values;
using Steward.Stages.Security.Licences.Metadata;

namespace Steward.Stages.Security.Licences.Locks.Python;

/// <summary>What the lock files of poetry, uv and pdm have in common: a list <c>package</c> of tables; one name may have several versions.</summary>
internal sealed class PythonLock
{
    private readonly Dictionary<string, List<string>> _keys = new(StringComparer.Ordinal);

    /// <summary>The packages and who requires whom.</summary>
    public required LockGraph Graph { get; init; }

    /// <summary>Adds a package of a table; null, told as a problem, when it has no name or version.</summary>
    public string? Add(LockNode table, string? elsewhere, string? integrity, bool isDevelopmentOnly = false)
    {
        if (table.TextOf("name") is not { } named || table.TextOf("version") is not { } version)
        {
            Graph.Problem($"Line {table.Line}: a package needs 'name' and 'version'.");
            return null;
        }

        var name = PythonNames.Normalise(named);
        var key = $"{name}@{version}";
        if (integrity?.Length > ArchiveIntegrity.MaxLength)
        {
            Graph.Problem($"Line {table.Line}: {Texts.Clip(name, 80)} has more hashes than {ArchiveIntegrity.MaxLength} characters hold.");
            integrity = null;
        }

        if (!Graph.Has(key)) Keys(name).Add(key);
        Graph.Add(key, new LockedPackage(new PackageId(PythonNames.Ecosystem, name, version))
        {
            Elsewhere = Texts.Clip(elsewhere, 200), Integrity = integrity, IsDevelopmentOnly = isDevelopmentOnly,
        });
        return key;
    }

    /// <summary>The packages that a name, and where it is said a version, may mean.</summary>
    public IEnumerable<string> Find(string name, string? version = null) =>
        version is not null && Graph.Has($"{name}@{version}") ? [$"{name}@{version}"] : _keys.GetValueOrDefault(name) ?? [];

    /// <summary>Says that a package requires another by name.</summary>
    public void Require(string from, string name, string? version = null)
    {
        foreach (var key in Find(name, version)) Graph.Require(from, key);
    }

    /// <summary>Says that the product names a package.</summary>
    public void Name(string name, bool development, string? version = null)
    {
        foreach (var key in Find(name, version)) Graph.Name(key, development);
    }

    /// <summary>Names everything that a manifest names.</summary>
    public void Name(PyProject? manifest)
    {
        if (manifest is null) return;
        Graph.KnowsDirect = true;
        foreach (var (name, development) in manifest.Needs) Name(name, development);
    }

    /// <summary>The hashes of a list of files, each with <c>hash = "sha256:..."</c>.</summary>
    public static string? HashesOf(params IEnumerable<LockNode> files) => LockHashes.Together(files.Select(f => LockHashes.FromText(f.TextOf("hash"))));

    private List<string> Keys(string name)
    {
        if (_keys.TryGetValue(name, out var keys)) return keys;
        return _keys[name] = [];
    }
}
