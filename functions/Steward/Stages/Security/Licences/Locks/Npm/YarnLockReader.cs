using Steward.Stages.Security.Licences.Locks.Values;

namespace Steward.Stages.Security.Licences.Locks.Npm;

/// <summary>
/// <c>yarn.lock</c> of both kinds: Yarn 1 with a format of its own, and Berry (2 and newer) in YAML, known by its <c>__metadata</c>. Direct and
/// development-only come from the package.json beside it and those of workspaces.
/// </summary>
internal sealed class YarnLockReader : ILockReader
{
    public string Ecosystem => "npm";

    public IReadOnlyList<string> Manifests => ["**/" + NpmManifest.FileName];

    public bool Reads(string fileName) => fileName == "yarn.lock";

    public LockReading Read(LockInput input)
    {
        var manifests = input.Manifests
            .Select(m => (Folder: m.Key.LastIndexOf('/') is var slash and >= 0 ? m.Key[..slash] : "", Manifest: NpmManifest.Of(m.Value)))
            .Where(m => m.Manifest is not null).ToDictionary(m => m.Folder, m => m.Manifest!, StringComparer.Ordinal);
        return LockDocument.TextOf(input.Content[..Math.Min(input.Content.Length, 4096)]).Contains("__metadata:", StringComparison.Ordinal)
            ? new BerryLock(manifests).Read(YamlLock.Read(input.Content))
            : new YarnLock(manifests).Read(YarnEntries.Read(input.Content));
    }
}
