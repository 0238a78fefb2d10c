using Steward.Kernel;
using Steward.Stages.Security.Licences.Metadata;

namespace Steward.Stages.Security.Licences.Locks.Npm;

/// <summary>Makes packages of Yarn 1's entries.</summary>
/// <param name="manifests">The product's package.json by folder.</param>
internal sealed class YarnLock(IReadOnlyDictionary<string, NpmManifest> manifests)
{
    private static readonly string[] OwnPlaces = ["link:", "file:", "portal:", "workspace:"];
    private readonly HashSet<string> _ours = manifests.Values.Select(m => m.Name).OfType<string>().ToHashSet(StringComparer.Ordinal);
    private readonly LockGraph _graph = new();
    private readonly Dictionary<string, string> _keys = new(StringComparer.Ordinal);

    public LockReading Read((IReadOnlyList<YarnEntry> Entries, string? Problem) read)
    {
        if (read.Problem is { } problem) _graph.Problem(problem);
        foreach (var entry in read.Entries) ReadEntry(entry);
        foreach (var entry in read.Entries)
        {
            foreach (var needed in entry.Needs)
            {
                if (_keys.TryGetValue(needed, out var key)) _graph.Require(entry.Descriptors[0], key);
            }
        }

        _graph.KnowsDirect = manifests.ContainsKey("");
        if (manifests.TryGetValue("", out var top) && top.Needs.FirstOrDefault(IsAbsent) is { Name: { } absent })
            _graph.Problem($"package.json beside it names '{Texts.Clip(absent, 80)}', which is not locked in that range. Run 'yarn install'.");
        var workspaces = manifests.Where(m => Name(m.Value) && m.Key.Length > 0).Select(m => m.Key).ToList();
        return _graph.ToReading() with { Workspaces = workspaces };
    }

    // A manifest whose every dependency is locked here is covered by this lock file: the workspaces are.
    private bool Name(NpmManifest manifest)
    {
        foreach (var (name, range, development) in manifest.Needs)
        {
            if (_keys.TryGetValue($"{name}@{range}", out var key)) _graph.Name(key, development);
        }

        return !manifest.Needs.Any(IsAbsent);
    }

    // Neither locked nor one of the product's own packages.
    private bool IsAbsent((string Name, string Range, bool Development) needed) =>
        !_keys.ContainsKey($"{needed.Name}@{needed.Range}") && !_ours.Contains(needed.Name)
        && !OwnPlaces.Any(place => needed.Range.StartsWith(place, StringComparison.Ordinal));

    private void ReadEntry(YarnEntry entry)
    {
        var (name, range) = Split(entry.Descriptors[0]);
        if (!entry.Fields.TryGetValue("version", out var version))
        {
            _graph.Problem($"Line {entry.Line}: '{Texts.Clip(entry.Descriptors[0], 80)}' needs a version.");
            return;
        }

        foreach (var descriptor in entry.Descriptors) _keys.TryAdd(descriptor, entry.Descriptors[0]);
        if (OwnPlaces.Any(place => range.StartsWith(place, StringComparison.Ordinal)) && !range.EndsWith(".tgz", StringComparison.Ordinal)) return;
        // "alias@npm:real@range" is the package "real".
        if (range.StartsWith("npm:", StringComparison.Ordinal)) name = Split(range[4..]).Name;
        _graph.Add(entry.Descriptors[0], Package(new PackageId("npm", name, version), entry));
    }

    private static LockedPackage Package(PackageId id, YarnEntry entry)
    {
        var resolved = entry.Fields.GetValueOrDefault("resolved");
        var integrity = entry.Fields.GetValueOrDefault("integrity") is { Length: > 0 and <= ArchiveIntegrity.MaxLength } told ? told : Sha1Of(resolved);
        return new LockedPackage(id) { Integrity = integrity, Elsewhere = NpmOrigin.Elsewhere(id, resolved, integrity) };
    }

    // Old entries have no integrity; the address of an archive ends with its SHA-1. Commits of git repositories look the same.
    private static string? Sha1Of(string? resolved) =>
        resolved is not null && resolved.StartsWith("http", StringComparison.Ordinal) && resolved.LastIndexOf(".tgz#", StringComparison.Ordinal) is > 0 and var at
            ? LockHashes.FromHex("sha1", resolved[(at + 5)..]) : null;

    private static (string Name, string Range) Split(string descriptor) =>
        descriptor.IndexOf('@', Math.Min(1, descriptor.Length)) is > 0 and var at ? (descriptor[..at], descriptor[(at + 1)..]) : (descriptor, "");
}
