using System.Text.Json;
using Steward.Kernel;
using Steward.Stages.Security.Licences.Metadata;

namespace Steward.Stages.Security.Licences.Locks.NuGet;

/// <summary>
/// <c>obj/project.assets.json</c>, versions 2 and 3: what the last restore of a project resolved. Read where no lock file is beside the project.
/// A package of <c>PrivateAssets="all"</c> that brings nothing which is shipped (analyzers, build files) is development-only.
/// </summary>
internal sealed class NuGetAssetsReader : ILockReader
{
    /// <summary>The file's name.</summary>
    public const string FileName = "project.assets.json";

    // What of a package lands beside the product's own files.
    private static readonly string[] Shipped = ["runtime", "native", "runtimeTargets", "resource", "contentFiles", "compile"];

    public string Ecosystem => "nuget";

    public bool Reads(string fileName) => fileName == FileName;

    public LockReading Read(LockInput input) => LockJson.Open(input.Content, root =>
        LockJson.Number(root, "version") is not (>= 2 and <= 4) ? LockReading.Broken("'version' must be 2, 3 or 4; this is not a NuGet assets file that can be read.")
        : LockJson.Object(root, "targets") is not { } targets ? LockReading.Broken("The object 'targets' is missing.")
        : ReadTargets(root, targets));

    private LockReading ReadTargets(JsonElement root, JsonElement targets)
    {
        var graph = new LockGraph { KnowsDirect = true };
        var named = Named(root);
        foreach (var target in targets.EnumerateObject())
        {
            foreach (var library in LockJson.EntriesOf(target.Value)) ReadLibrary(target.Name, library, named, graph);
        }

        return graph.ToReading();
    }

    private void ReadLibrary(string target, JsonProperty library, Dictionary<string, bool> named, LockGraph graph)
    {
        var slash = library.Name.IndexOf('/');
        var type = LockJson.Text(library.Value, "type");
        if (slash <= 0 || type is not ("package" or "project"))
        {
            graph.Problem($"targets.{Texts.Clip(target, 60)}: '{Texts.Clip(library.Name, 80)}' needs the form name/version and a known 'type'.");
            return;
        }

        var name = library.Name[..slash];
        var key = KeyOf(target, name);
        if (type == "package") graph.Add(key, new LockedPackage(new PackageId(Ecosystem, name, library.Name[(slash + 1)..])));
        if (named.TryGetValue(name, out var isPrivate)) graph.Name(key, isPrivate && !Shipped.Any(kind => Brings(library.Value, kind)));
        foreach (var needed in LockJson.NamesIn(library.Value, "dependencies"))
        {
            if (type == "package") graph.Require(key, KeyOf(target, needed));
            else graph.Name(KeyOf(target, needed), development: false);
        }
    }

    // An entry "_._" says that there is deliberately nothing.
    private static bool Brings(JsonElement library, string kind) =>
        LockJson.NamesIn(library, kind).Any(file => !file.EndsWith("_._", StringComparison.Ordinal));

    // What the project's frameworks name, and whether every one of them keeps it to itself.
    private static Dictionary<string, bool> Named(JsonElement root)
    {
        var named = new Dictionary<string, bool>(StringComparer.OrdinalIgnoreCase);
        if (LockJson.Object(root, "project") is not { } project || LockJson.Object(project, "frameworks") is not { } frameworks) return named;
        foreach (var dependency in frameworks.EnumerateObject().SelectMany(f => LockJson.EntriesOf(f.Value, "dependencies")))
        {
            var isPrivate = LockJson.Text(dependency.Value, "suppressParent") == "All";
            named[dependency.Name] = isPrivate && named.GetValueOrDefault(dependency.Name, true);
        }

        return named;
    }

    private static string KeyOf(string target, string name) => $"{target}\n{name.ToLowerInvariant()}";
}
