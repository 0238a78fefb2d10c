using System.Text.Json;
using Steward.Kernel;
using Steward.Stages.Security.Licences.Metadata;

namespace Steward.Stages.Security.Licences.Locks.Php;

/// <summary>
/// Composer's <c>composer.lock</c>: <c>packages</c> are shipped, <c>packages-dev</c> are development's. It carries the licences (a list is a
/// choice, as Composer's documentation of the schema says), which are hints like all that a lock file says.
/// </summary>
internal sealed class ComposerLockReader : ILockReader
{
    private const string Manifest = "composer.json";

    public string Ecosystem => "composer";

    public IReadOnlyList<string> Manifests => [Manifest];

    public bool Reads(string fileName) => fileName == "composer.lock";

    public LockReading Read(LockInput input) => LockJson.Open(input.Content, root =>
    {
        if (!root.TryGetProperty("packages", out var packages) || packages.ValueKind != JsonValueKind.Array)
            return LockReading.Broken("The list 'packages' is missing; this is not a composer.lock.");
        var graph = new LockGraph { HasFlags = true };
        foreach (var entry in LockJson.ItemsOf(root, "packages")) ReadEntry(entry, development: false, graph);
        foreach (var entry in LockJson.ItemsOf(root, "packages-dev")) ReadEntry(entry, development: true, graph);
        Name(input.Beside(Manifest), graph);
        return graph.ToReading();
    });

    private static void Name(ReadOnlyMemory<byte>? manifest, LockGraph graph)
    {
        if (manifest is not { } content) return;
        _ = LockJson.Open(content, root =>
        {
            graph.KnowsDirect = true;
            foreach (var name in LockJson.NamesIn(root, "require")) graph.Name(name.ToLowerInvariant(), development: false);
            foreach (var name in LockJson.NamesIn(root, "require-dev")) graph.Name(name.ToLowerInvariant(), development: true);
            return LockReading.Broken("");
        });
    }

    private void ReadEntry(JsonElement entry, bool development, LockGraph graph)
    {
        if (LockJson.Text(entry, "name")?.ToLowerInvariant() is not { } name || LockJson.Text(entry, "version") is not { } version)
        {
            graph.Problem($"A package ('{Texts.Clip(LockJson.Text(entry, "name"), 80) ?? "?"}') needs 'name' and 'version'.");
            return;
        }

        var dist = LockJson.Object(entry, "dist");
        // A folder of the product itself.
        if (dist is { } path && LockJson.Text(path, "type") == "path") return;
        // Only packages of a Composer registry say where their downloads are counted.
        var origin = LockJson.Text(entry, "notification-url") is not null ? null : LockJson.Object(entry, "source") is { } source ? LockJson.Text(source, "url") : "nowhere";
        graph.Add(name, new LockedPackage(new PackageId(Ecosystem, name, version.Replace('/', '-')))
        {
            IsDevelopmentOnly = development, Declared = ComposerLicence.Read(entry, DeclaredLicence.LockFile), Elsewhere = Texts.Clip(origin, 200),
            Integrity = dist is { } archive ? LockHashes.FromHex("sha1", LockJson.Text(archive, "shasum")) : null,
        });
        foreach (var needed in LockJson.NamesIn(entry, "require")) graph.Require(name, needed.ToLowerInvariant());
    }
}
