using Steward.Kernel;
using Steward.Stages.Security.Licences.Locks.Values;
using Steward.Stages.Security.Licences.Metadata;

namespace Steward.Stages.Security.Licences.Locks.Cargo;

/// <summary>Makes packages of a Cargo.lock.</summary>
/// <param name="root">The document.</param>
/// <param name="manifests">The product's own packages by name.</param>
internal sealed class CargoLock(LockNode root, IReadOnlyDictionary<string, CargoManifest> manifests)
{
    private readonly LockGraph _graph = new() { KnowsDirect = true };
    private readonly Dictionary<string, List<string>> _keys = new(StringComparer.Ordinal);

    public LockReading Read()
    {
        // Version 1 and older had the product itself in a table of its own.
        var tables = root["root"].IsObject ? root["package"].Items.Prepend(root["root"]).ToList() : [.. root["package"].Items];
        foreach (var table in tables) ReadPackage(table);
        foreach (var table in tables) Connect(table);
        return _graph.ToReading();
    }

    private void ReadPackage(LockNode table)
    {
        if (table.TextOf("name") is not { } name || table.TextOf("version") is not { } version)
        {
            _graph.Problem($"Line {table.Line}: a package needs 'name' and 'version'.");
            return;
        }

        if (table.TextOf("source") is not { } source) return;
        var key = KeyOf(table);
        var checksum = table.TextOf("checksum") ?? root["metadata"].TextOf($"checksum {name} {version} ({source})");
        var integrity = LockHashes.FromHex("sha256", checksum);
        // A registry's place does not matter where a checksum says what the archive is.
        var isPublished = integrity is not null && (source.StartsWith("registry+", StringComparison.Ordinal) || source.StartsWith("sparse+", StringComparison.Ordinal));
        _graph.Add(key, new LockedPackage(new PackageId("cargo", name, version)) { Integrity = integrity, Elsewhere = isPublished ? null : Texts.Clip(source, 200) });
        foreach (var said in new[] { name, $"{name} {version}", $"{name} {version} ({source})" })
        {
            if (!_keys.TryGetValue(said, out var keys)) _keys[said] = keys = [];
            keys.Add(key);
        }
    }

    private void Connect(LockNode table)
    {
        var isOwn = !table.Has("source");
        var manifest = manifests.GetValueOrDefault(table.TextOf("name") ?? "");
        foreach (var said in table["dependencies"].Items.Select(i => i.Text ?? ""))
        {
            var development = isOwn && (manifest?.Needs.GetValueOrDefault(said.Split(' ')[0]) ?? false);
            // A name alone means the only package of that name.
            foreach (var needed in _keys.GetValueOrDefault(said) ?? [])
            {
                if (isOwn) _graph.Name(needed, development);
                else _graph.Require(KeyOf(table), needed);
            }
        }
    }

    private static string KeyOf(LockNode table) => $"{table.TextOf("name")} {table.TextOf("version")} {table.TextOf("source")}";
}
