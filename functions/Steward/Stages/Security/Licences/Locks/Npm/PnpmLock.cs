using Steward.Kernel;
using Steward.Stages.Security.Licences.Locks.Values;
using Steward.Stages.Security.Licences.Metadata;

namespace Steward.Stages.Security.Licences.Locks.Npm;

/// <summary>
/// Makes packages of a pnpm lock file. Keys are <c>/name/version</c> (5), <c>/name@version</c> (6) or <c>name@version</c> (9), with the peers
/// that were chosen after them; in 9 the packages stand apart from who needs whom (<c>snapshots</c>), and flags for development are gone.
/// </summary>
/// <param name="document">The file.</param>
/// <param name="withSlashes">Whether a slash stands between name and version.</param>
internal sealed class PnpmLock(LockDocument document, bool withSlashes)
{
    private readonly LockNode _root = document.Root;
    private readonly LockGraph _graph = new() { KnowsDirect = true };

    public LockReading Read()
    {
        var nodes = _root.Has("snapshots") ? _root["snapshots"] : _root["packages"];
        foreach (var (key, node) in nodes.Entries) ReadPackage(key, _root["packages"].Has(key) ? _root["packages"][key] : _root["packages"][WithoutPeers(key)]);
        foreach (var (key, node) in nodes.Entries)
        {
            foreach (var needed in node["dependencies"].Entries.Concat(node["optionalDependencies"].Entries)) Require(key, needed.Key, needed.Value.Text);
        }

        var importers = _root.Has("importers") ? _root["importers"].Entries : [KeyValuePair.Create(".", _root)];
        foreach (var (_, importer) in importers) ReadImporter(importer);
        return document.Finish(_graph.ToReading() with { Workspaces = [.. importers.Select(i => i.Key).Where(f => f != ".")] });
    }

    private void ReadImporter(LockNode importer)
    {
        foreach (var kind in new[] { "dependencies", "optionalDependencies", "devDependencies" })
        {
            foreach (var (name, value) in importer[kind].Entries)
            {
                if (Find(name, value.Text ?? value.TextOf("version")) is { } key) _graph.Name(key, kind == "devDependencies");
            }
        }
    }

    private void Require(string from, string name, string? reference)
    {
        if (Find(name, reference) is { } key) _graph.Require(from, key);
    }

    private string? Find(string name, string? reference)
    {
        if (reference is null) return null;
        var separator = withSlashes ? "/" : "@";
        string[] candidates = [$"{name}{separator}{reference}", $"/{name}{separator}{reference}", reference, "/" + reference];
        return candidates.FirstOrDefault(_graph.Has);
    }

    private void ReadPackage(string key, LockNode entry)
    {
        var resolution = entry["resolution"];
        // A folder of the product itself.
        if (resolution.TextOf("type") == "directory" || resolution.Has("directory")) return;
        var (name, version) = Split(key);
        name = entry.TextOf("name") ?? name;
        version = entry.TextOf("version") ?? version;
        if (name is null || version is null || !resolution.IsObject)
        {
            _graph.Problem($"Line {entry.Line}: '{Texts.Clip(key, 80)}' needs a name, a version and a 'resolution'.");
            return;
        }

        if (!PackageNames.IsVersion(version))
        {
            _graph.Add(key, NpmOrigin.Unpublished(name, version));
            return;
        }

        var id = new PackageId("npm", name, version);
        var integrity = resolution.TextOf("integrity") is { Length: > 0 and <= ArchiveIntegrity.MaxLength } told ? told : null;
        var origin = resolution.TextOf("tarball") ?? resolution.TextOf("repo");
        _graph.Add(key, new LockedPackage(id) { Integrity = integrity, Elsewhere = NpmOrigin.Elsewhere(id, origin, integrity) });
    }

    private (string? Name, string? Version) Split(string key)
    {
        var plain = WithoutPeers(key).TrimStart('/');
        var at = withSlashes ? plain.LastIndexOf('/') : plain.IndexOf('@', Math.Min(1, plain.Length));
        return at > 0 ? (plain[..at], plain[(at + 1)..]) : (null, null);
    }

    // 6 and 9: "a@1.0.0(react@17.0.2)"; 5: "/a/1.0.0_react@17.0.2".
    private string WithoutPeers(string key) =>
        key.IndexOf('(', StringComparison.Ordinal) is > 0 and var peers ? key[..peers]
        : withSlashes && key.LastIndexOf('/') is var slash and > 0 && key.IndexOf('_', slash) is > 0 and var end ? key[..end] : key;
}
