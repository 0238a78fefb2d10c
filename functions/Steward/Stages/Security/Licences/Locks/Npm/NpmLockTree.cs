using System.Text.Json;
using Steward.Kernel;
using Steward.Stages.Security.Licences.Metadata;

namespace Steward.Stages.Security.Licences.Locks.Npm;

/// <summary>
/// Version 1 of npm's lock file: dependencies inside dependencies, without licences. What the product names itself stands in
/// package.json alone; without it the ways begin with what nobody else requires.
/// </summary>
internal static class NpmLockTree
{
    private const string Alias = "npm:";

    public static LockReading Read(JsonElement root, NpmManifest? manifest)
    {
        var graph = new LockGraph { HasFlags = true };
        var open = new Stack<(JsonElement Entry, string Key)>([(root, "")]);
        var entries = new List<(JsonElement Entry, string Key)>();
        while (open.TryPop(out var parent))
        {
            foreach (var entry in LockJson.EntriesOf(parent.Entry, "dependencies"))
            {
                var key = $"{parent.Key}/{entry.Name}";
                if (entry.Value.ValueKind == JsonValueKind.Object) open.Push((entry.Value, key));
                ReadEntry(entry, key, graph);
                entries.Add((entry.Value, key));
            }
        }

        foreach (var (entry, key) in entries) Connect(entry, key, graph);
        graph.KnowsDirect = manifest is not null;
        foreach (var needed in manifest?.Needs ?? []) graph.Name($"/{needed.Name}", needed.Development);
        return graph.ToReading();
    }

    private static void Connect(JsonElement entry, string key, LockGraph graph)
    {
        foreach (var name in LockJson.NamesIn(entry, "requires"))
        {
            for (var at = key; ; at = at[..at.LastIndexOf('/')])
            {
                if (graph.Has($"{at}/{name}"))
                {
                    graph.Require(key, $"{at}/{name}");
                    break;
                }

                if (at.Length == 0) break;
            }
        }
    }

    private static void ReadEntry(JsonProperty entry, string key, LockGraph graph)
    {
        if (LockJson.Text(entry.Value, "version") is not { Length: > 0 } version)
        {
            graph.Problem($"dependencies['{Texts.Clip(entry.Name, 120)}'] needs a 'version'.");
            return;
        }

        // A folder of the product itself (npm writes "file:packages/a").
        if (version.StartsWith("file:", StringComparison.Ordinal) && !version.EndsWith(".tgz", StringComparison.Ordinal)) return;
        graph.Add(key, Package(entry, version) with { IsDevelopmentOnly = LockJson.Flag(entry.Value, "dev") });
    }

    private static LockedPackage Package(JsonProperty entry, string version)
    {
        if (version.StartsWith(Alias, StringComparison.Ordinal) && version.LastIndexOf('@') is > 4 and var at)
            return Published(new PackageId("npm", version[Alias.Length..at], version[(at + 1)..]), entry);
        if (char.IsAsciiDigit(version[0])) return Published(new PackageId("npm", entry.Name, version), entry);
        // Git, an address, an archive: the version is not known, the origin stands for it.
        return NpmOrigin.Unpublished(entry.Name, version);
    }

    private static LockedPackage Published(PackageId id, JsonProperty entry)
    {
        var integrity = NpmOrigin.IntegrityOf(entry.Value);
        return new LockedPackage(id) { Integrity = integrity, Elsewhere = NpmOrigin.Elsewhere(id, LockJson.Text(entry.Value, "resolved"), integrity) };
    }
}
