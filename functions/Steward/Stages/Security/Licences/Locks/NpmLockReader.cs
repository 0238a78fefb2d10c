using System.Text.Json;
using Steward.Kernel;
using Steward.Stages.Security.Licences.Metadata;

namespace Steward.Stages.Security.Licences.Locks;

/// <summary>
/// npm's <c>package-lock.json</c> and <c>npm-shrinkwrap.json</c>: version 1 (a tree of <c>dependencies</c>), 2 and 3 (<c>packages</c> by
/// folder, with licences). The product's own packages (the root, workspaces and links to them) are left out.
/// </summary>
internal sealed class NpmLockReader : ILockReader
{
    private const string Modules = "node_modules/";

    public string Ecosystem => "npm";

    public bool Reads(string fileName) => fileName is "package-lock.json" or "npm-shrinkwrap.json";

    public LockReading Read(ReadOnlyMemory<byte> content) => LockJson.Open(content, root => LockJson.Number(root, "lockfileVersion") switch
    {
        1 => NpmLockTree.Read(root),
        2 or 3 => ReadPackages(root),
        _ => LockReading.Broken("'lockfileVersion' must be 1, 2 or 3; this is not an npm lock file that can be read."),
    });

    private LockReading ReadPackages(JsonElement root)
    {
        if (LockJson.Object(root, "packages") is not { } folders) return LockReading.Broken("The object 'packages' is missing.");
        var packages = new LockedPackages();
        foreach (var folder in folders.EnumerateObject()) ReadFolder(folder.Name, folder.Value, packages);
        var workspaces = folders.EnumerateObject().Select(f => f.Name).Where(f => f.Length > 0 && !f.Contains(Modules, StringComparison.Ordinal));
        return packages.ToReading() with { Workspaces = [.. workspaces] };
    }

    private void ReadFolder(string folder, JsonElement entry, LockedPackages packages)
    {
        var at = folder.LastIndexOf(Modules, StringComparison.Ordinal);
        if (at < 0 || LockJson.Flag(entry, "link")) return;
        // Aliases carry the real name; everyone else is named by the folder.
        var name = LockJson.Text(entry, "name") ?? folder[(at + Modules.Length)..];
        var version = LockJson.Text(entry, "version");
        if (version is null)
        {
            packages.Problem($"packages['{Texts.Clip(folder, 120)}'] needs a 'version'.");
            return;
        }

        var declared = NpmLicence.Read(entry, DeclaredLicence.LockFile);
        var id = new PackageId(Ecosystem, name, version);
        var integrity = NpmOrigin.IntegrityOf(entry);
        packages.Add(new LockedPackage(id)
        {
            // "devOptional" is not enough: as an optional package it may be shipped as well.
            IsDevelopmentOnly = LockJson.Flag(entry, "dev"),
            Declared = declared.Form == LicenceForm.None ? null : declared,
            Integrity = integrity,
            Elsewhere = NpmOrigin.Elsewhere(id, LockJson.Text(entry, "resolved"), integrity),
        });
    }
}
