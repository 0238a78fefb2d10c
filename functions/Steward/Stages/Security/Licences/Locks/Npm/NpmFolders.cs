using System.Text.Json;
using Steward.Kernel;
using Steward.Stages.Security.Licences.Metadata;

namespace Steward.Stages.Security.Licences.Locks.Npm;

/// <summary>Versions 2 and 3 of npm's lock file: packages by the folder in which they are installed, found as Node finds them (from a folder upwards).</summary>
/// <param name="folders">The object <c>packages</c>.</param>
internal sealed class NpmFolders(JsonElement folders)
{
    private const string Modules = "node_modules/";
    private static readonly string[] Needs = ["dependencies", "optionalDependencies", "peerDependencies"];
    private readonly LockGraph _graph = new() { HasFlags = true };

    public LockReading Read()
    {
        var own = new List<string>();
        foreach (var folder in folders.EnumerateObject())
        {
            if (folder.Name.Contains(Modules, StringComparison.Ordinal)) ReadFolder(folder.Name, folder.Value);
            else own.Add(folder.Name);
        }

        foreach (var folder in folders.EnumerateObject()) Connect(folder.Name, folder.Value);
        return _graph.ToReading() with { Workspaces = [.. own.Where(f => f.Length > 0)] };
    }

    private void ReadFolder(string folder, JsonElement entry)
    {
        if (LockJson.Flag(entry, "link")) return;
        // Aliases carry the real name; everyone else is named by the folder.
        var name = LockJson.Text(entry, "name") ?? folder[(folder.LastIndexOf(Modules, StringComparison.Ordinal) + Modules.Length)..];
        if (LockJson.Text(entry, "version") is not { } version)
        {
            _graph.Problem($"packages['{Texts.Clip(folder, 120)}'] needs a 'version'.");
            return;
        }

        var declared = NpmLicence.Read(entry, DeclaredLicence.LockFile);
        var id = new PackageId("npm", name, version);
        var integrity = NpmOrigin.IntegrityOf(entry);
        _graph.Add(folder, new LockedPackage(id)
        {
            // "devOptional" is not enough: as an optional package it may be shipped as well.
            IsDevelopmentOnly = LockJson.Flag(entry, "dev"),
            Declared = declared.Form == LicenceForm.None ? null : declared,
            Integrity = integrity,
            Elsewhere = NpmOrigin.Elsewhere(id, LockJson.Text(entry, "resolved"), integrity),
        });
    }

    private void Connect(string folder, JsonElement entry)
    {
        var isOwn = !folder.Contains(Modules, StringComparison.Ordinal);
        foreach (var name in Needs.SelectMany(kind => LockJson.NamesIn(entry, kind)))
        {
            if (Find(folder, name) is not { } found) continue;
            if (isOwn) _graph.Name(found, development: false);
            else _graph.Require(folder, found);
        }

        if (!isOwn) return;
        foreach (var name in LockJson.NamesIn(entry, "devDependencies"))
        {
            if (Find(folder, name) is { } found) _graph.Name(found, development: true);
        }
    }

    // The nearest node_modules on the way up: that of the package itself first, that of the top last.
    private string? Find(string folder, string name)
    {
        for (var at = folder; ;)
        {
            var candidate = (at.Length == 0 ? "" : at + "/") + Modules + name;
            if (_graph.Has(candidate)) return candidate;
            if (at.Length == 0) return null;
            var up = at.LastIndexOf('/' + Modules, StringComparison.Ordinal);
            at = up >= 0 && at.Contains(Modules, StringComparison.Ordinal) ? at[..up]
                : at.StartsWith(Modules, StringComparison.Ordinal) || at.LastIndexOf('/') < 0 ? "" : at[..at.LastIndexOf('/')];
        }
    }
}
