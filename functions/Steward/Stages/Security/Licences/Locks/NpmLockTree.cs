using System.Text.Json;
using Steward.Kernel;
using Steward.Stages.Security.Licences.Metadata;

namespace Steward.Stages.Security.Licences.Locks;

/// <summary>Version 1 of npm's lock file: dependencies inside dependencies, without licences.</summary>
internal static class NpmLockTree
{
    private const string Alias = "npm:";

    public static LockReading Read(JsonElement root)
    {
        var packages = new LockedPackages();
        var open = new Stack<JsonElement>([root]);
        while (open.TryPop(out var parent))
        {
            if (LockJson.Object(parent, "dependencies") is not { } dependencies) continue;
            foreach (var entry in dependencies.EnumerateObject())
            {
                if (entry.Value.ValueKind == JsonValueKind.Object) open.Push(entry.Value);
                ReadEntry(entry, packages);
            }
        }

        return packages.ToReading();
    }

    private static void ReadEntry(JsonProperty entry, LockedPackages packages)
    {
        if (LockJson.Text(entry.Value, "version") is not { Length: > 0 } version)
        {
            packages.Problem($"dependencies['{Texts.Clip(entry.Name, 120)}'] needs a 'version'.");
            return;
        }

        // A folder of the product itself (npm writes "file:packages/a").
        if (version.StartsWith("file:", StringComparison.Ordinal) && !version.EndsWith(".tgz", StringComparison.Ordinal)) return;
        packages.Add(Package(entry, version) with { IsDevelopmentOnly = LockJson.Flag(entry.Value, "dev") });
    }

    private static LockedPackage Package(JsonProperty entry, string version)
    {
        if (version.StartsWith(Alias, StringComparison.Ordinal) && version.LastIndexOf('@') is > 4 and var at)
            return Published(new PackageId("npm", version[Alias.Length..at], version[(at + 1)..]), entry);
        if (char.IsAsciiDigit(version[0])) return Published(new PackageId("npm", entry.Name, version), entry);
        // Git, an address, an archive: the version is not known, the origin stands for it.
        return new LockedPackage(new PackageId("npm", entry.Name, "0.0.0-" + Digest.Sha256(version)[..12])) { Elsewhere = Texts.Clip(version, 200) };
    }

    private static LockedPackage Published(PackageId id, JsonProperty entry)
    {
        var integrity = NpmOrigin.IntegrityOf(entry.Value);
        return new LockedPackage(id) { Integrity = integrity, Elsewhere = NpmOrigin.Elsewhere(id, LockJson.Text(entry.Value, "resolved"), integrity) };
    }
}
