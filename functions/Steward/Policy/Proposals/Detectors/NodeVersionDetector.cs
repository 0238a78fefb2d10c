namespace Steward.Policy.Proposals.Detectors;

/// <summary>.nvmrc, .node-version and package.json pin Node and npm.</summary>
internal sealed class NodeVersionDetector : IPolicyDetector
{
    private const string NpmPrefix = "npm@";

    public IEnumerable<Suggestion> Detect(RepositoryPicture repository)
    {
        var package = repository.ReadTop("package.json");
        var manager = JsonText.Find(package, "packageManager")?.Split('+')[0];
        var node = Tools.Pinned("node", repository.ReadTop(".nvmrc"), ".nvmrc")
            .Concat(Tools.Pinned("node", repository.ReadTop(".node-version"), ".node-version"))
            .Concat(Tools.Pinned("node", JsonText.Find(package, "engines", "node"), "package.json (engines)"))
            .Take(1);
        return manager?.StartsWith(NpmPrefix, StringComparison.Ordinal) == true
            ? node.Concat(Tools.Pinned("npm", manager[NpmPrefix.Length..], "package.json (packageManager)"))
            : node;
    }
}
