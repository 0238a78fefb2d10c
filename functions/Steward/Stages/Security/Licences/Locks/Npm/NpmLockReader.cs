namespace Steward.Stages.Security.Licences.Locks.Npm;

/// <summary>
/// npm's <c>package-lock.json</c> and <c>npm-shrinkwrap.json</c>: version 1 (a tree of <c>dependencies</c>), 2 and 3 (<c>packages</c> by
/// folder, with licences). The product's own packages (the root, workspaces and links to them) are left out; what they need is direct.
/// </summary>
internal sealed class NpmLockReader : ILockReader
{
    public string Ecosystem => "npm";

    public IReadOnlyList<string> Manifests => [NpmManifest.FileName];

    public bool Reads(string fileName) => fileName is "package-lock.json" or "npm-shrinkwrap.json";

    public LockReading Read(LockInput input) => LockJson.Open(input.Content, root => LockJson.Number(root, "lockfileVersion") switch
    {
        1 => NpmLockTree.Read(root, NpmManifest.Of(input.Beside(NpmManifest.FileName))),
        2 or 3 => LockJson.Object(root, "packages") is { } folders ? new NpmFolders(folders).Read() : LockReading.Broken("The object 'packages' is missing."),
        _ => LockReading.Broken("'lockfileVersion' must be 1, 2 or 3; this is not an npm lock file that can be read."),
    });
}
