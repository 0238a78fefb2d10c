using Steward.Kernel;
using Steward.Stages.Security.Licences.Locks.Values;
using Steward.Stages.Security.Licences.Metadata;

namespace Steward.Stages.Security.Licences.Locks.Npm;

/// <summary>
/// Makes packages of a Berry lock file. Its checksums are of Yarn's own archives, which no registry publishes, so they confirm nothing. Patched
/// packages are the packages that the patch is applied to.
/// </summary>
/// <param name="manifests">The product's package.json by folder: they tell what only development needs.</param>
internal sealed class BerryLock(IReadOnlyDictionary<string, NpmManifest> manifests)
{
    private const string Workspace = "workspace:";
    private static readonly string[] Own = [Workspace, "link:", "portal:"];
    private readonly LockGraph _graph = new() { KnowsDirect = true };
    private readonly Dictionary<string, string> _keys = new(StringComparer.Ordinal);
    private readonly List<string> _workspaces = [];

    public LockReading Read(LockDocument document)
    {
        var entries = document.Root.Entries.Where(e => e.Key != "__metadata").ToList();
        foreach (var entry in entries) ReadEntry(entry.Key, entry.Value);
        foreach (var entry in entries) Connect(entry.Key, entry.Value);
        return document.Finish(_graph.ToReading() with { Workspaces = [.. _workspaces.Where(w => w.Length > 0)] });
    }

    private void ReadEntry(string key, LockNode entry)
    {
        if (entry.TextOf("resolution") is not { } resolution || entry.TextOf("version") is not { } version || NameOf(resolution) is not { } name)
        {
            _graph.Problem($"Line {entry.Line}: '{Texts.Clip(key, 80)}' needs 'version' and 'resolution'.");
            return;
        }

        foreach (var descriptor in key.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            _keys.TryAdd(descriptor, key);
            // Patched ones are asked for by what they are before the patch.
            if (descriptor.IndexOf("@patch:", StringComparison.Ordinal) is > 0 and var at) _keys[Plain(descriptor[(at + 7)..])] = key;
        }

        var origin = resolution[(name.Length + 1)..];
        if (Own.Any(place => origin.StartsWith(place, StringComparison.Ordinal))) ReadOwn(origin);
        else _graph.Add(key, Package(name, version, origin));
    }

    private void ReadOwn(string origin)
    {
        if (origin.StartsWith(Workspace, StringComparison.Ordinal)) _workspaces.Add(origin[Workspace.Length..] is "." ? "" : origin[Workspace.Length..]);
    }

    private static LockedPackage Package(string name, string version, string origin) =>
        origin.StartsWith("npm:", StringComparison.Ordinal) ? new LockedPackage(new PackageId("npm", name, origin[4..].Split(':')[0]))
        : origin.StartsWith("patch:", StringComparison.Ordinal) ? new LockedPackage(new PackageId("npm", name, version))
        : new LockedPackage(new PackageId("npm", name, version)) { Elsewhere = Texts.Clip(origin, 200) };

    private void Connect(string key, LockNode entry)
    {
        var isOwn = !_graph.Has(key);
        var folder = entry.TextOf("resolution") is { } resolution && resolution.IndexOf("@" + Workspace, StringComparison.Ordinal) is > 0 and var at
            ? resolution[(at + 1 + Workspace.Length)..] : ".";
        var development = isOwn && manifests.TryGetValue(folder == "." ? "" : folder, out var manifest)
            ? manifest.Needs.Where(n => n.Development).Select(n => n.Name).ToHashSet(StringComparer.Ordinal) : [];
        foreach (var (name, range) in entry["dependencies"].Entries.Select(e => (e.Key, e.Value.Text ?? "")))
        {
            if (Find(name, range) is not { } needed) continue;
            if (isOwn) _graph.Name(needed, development.Contains(name));
            else _graph.Require(key, needed);
        }
    }

    private string? Find(string name, string range) =>
        _keys.GetValueOrDefault($"{name}@{range}") ?? _keys.GetValueOrDefault($"{name}@npm:{range}") ?? _keys.GetValueOrDefault(Plain($"{name}@{range}"));

    private static string Plain(string descriptor) => Uri.UnescapeDataString(descriptor.Split('#')[0]).Replace("@npm:", "@", StringComparison.Ordinal);

    private static string? NameOf(string resolution) =>
        resolution.IndexOf('@', Math.Min(1, resolution.Length)) is > 0 and var at ? resolution[..at] : null;
}
