using System.Text.Json;
using Steward.Kernel;
using Steward.Stages.Security.Licences.Metadata;

namespace Steward.Stages.Security.Licences.Locks.Python;

/// <summary>
/// <c>Pipfile.lock</c>: <c>default</c> is shipped, <c>develop</c> is development's. Who requires whom does not stand in it; the Pipfile beside
/// it tells what is direct.
/// </summary>
internal sealed class PipfileLockReader : ILockReader
{
    private const string Manifest = "Pipfile";
    private static readonly string[] Places = ["git", "hg", "svn", "file", "path"];

    public string Ecosystem => PythonNames.Ecosystem;

    public IReadOnlyList<string> Manifests => [Manifest];

    public bool Reads(string fileName) => fileName == "Pipfile.lock";

    public LockReading Read(LockInput input) => LockJson.Open(input.Content, root =>
    {
        if (LockJson.Object(root, "default") is null) return LockReading.Broken("The object 'default' is missing; this is not a Pipfile.lock.");
        var named = PyProject.OfPipfile(input.Beside(Manifest))?.Needs;
        var packages = new LockedPackages();
        foreach (var section in root.EnumerateObject().Where(s => s.Name != "_meta"))
        {
            foreach (var entry in LockJson.EntriesOf(section.Value)) ReadEntry(entry, section.Name == "develop", named, packages);
        }

        return packages.ToReading();
    });

    private void ReadEntry(JsonProperty entry, bool development, IReadOnlyDictionary<string, bool>? named, LockedPackages packages)
    {
        var name = PythonNames.Normalise(entry.Name);
        var version = LockJson.Text(entry.Value, "version");
        var place = Places.Where(p => entry.Value.ValueKind == JsonValueKind.Object && entry.Value.TryGetProperty(p, out _)).Select(p => $"{p}: {LockJson.Text(entry.Value, p)}").FirstOrDefault();
        // The product itself, installed in place.
        if (LockJson.Flag(entry.Value, "editable") && LockJson.Text(entry.Value, "path") is not null) return;
        if (version is null && place is null)
        {
            packages.Problem($"'{Texts.Clip(entry.Name, 80)}' needs a 'version'.");
            return;
        }

        var direct = named is null ? (bool?)null : named.ContainsKey(name);
        var integrity = LockHashes.Together(LockJson.TextsIn(entry.Value, "hashes").Select(LockHashes.FromText));
        if (integrity?.Length > ArchiveIntegrity.MaxLength) packages.Problem($"'{Texts.Clip(name, 80)}' has more hashes than {ArchiveIntegrity.MaxLength} characters hold.");
        packages.Add(new LockedPackage(new PackageId(Ecosystem, name, version?.TrimStart('=') ?? "0.0.0-" + Digest.Sha256(place!)[..12]))
        {
            IsDevelopmentOnly = development, Elsewhere = Texts.Clip(place, 200), Integrity = Texts.Clip(integrity, ArchiveIntegrity.MaxLength),
            IsDirect = direct, Path = direct == true ? [name] : [],
        });
    }
}
