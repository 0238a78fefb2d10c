using System.Text.Json;
using Steward.Kernel;
using Steward.Stages.Security.Licences.Metadata;

namespace Steward.Stages.Security.Licences.Locks.NuGet;

/// <summary>
/// NuGet's <c>packages.lock.json</c>, versions 1 to 3: every target framework and runtime. Entries of type Project are the product's own: what
/// they need the product names. The file does not say which packages only development needs, so all of them are taken for shipped ones.
/// </summary>
internal sealed class NuGetLockReader : ILockReader
{
    /// <summary>The file's name; with the project's name before its end it is that project's.</summary>
    public const string FileName = "packages.lock.json";

    public string Ecosystem => "nuget";

    public bool Reads(string fileName) =>
        fileName == FileName
        || (fileName.StartsWith("packages.", StringComparison.Ordinal) && fileName.EndsWith(".lock.json", StringComparison.Ordinal));

    public LockReading Read(LockInput input) => LockJson.Open(input.Content, ReadRoot);

    private LockReading ReadRoot(JsonElement root)
    {
        if (LockJson.Number(root, "version") is not (>= 1 and <= 3))
            return LockReading.Broken("'version' must be 1, 2 or 3; this is not a NuGet lock file that can be read.");
        if (LockJson.Object(root, "dependencies") is not { } frameworks) return LockReading.Broken("The object 'dependencies' is missing.");
        var graph = new LockGraph { KnowsDirect = true };
        foreach (var framework in frameworks.EnumerateObject()) ReadFramework(framework, graph);
        return graph.ToReading();
    }

    private void ReadFramework(JsonProperty framework, LockGraph graph)
    {
        if (framework.Value.ValueKind != JsonValueKind.Object)
        {
            graph.Problem($"dependencies.{Texts.Clip(framework.Name, 60)} must be an object, not {LockJson.KindOf(framework.Value)}.");
            return;
        }

        foreach (var entry in framework.Value.EnumerateObject()) ReadEntry(framework.Name, entry, graph);
    }

    private void ReadEntry(string framework, JsonProperty entry, LockGraph graph)
    {
        var type = LockJson.Text(entry.Value, "type");
        if (type == "Project")
        {
            foreach (var name in LockJson.NamesIn(entry.Value, "dependencies")) graph.Name(KeyOf(framework, name), development: false);
            return;
        }

        var resolved = LockJson.Text(entry.Value, "resolved");
        if (type is not ("Direct" or "Transitive" or "CentralTransitive") || resolved is null)
        {
            graph.Problem($"{Texts.Clip(entry.Name, 80)} below {Texts.Clip(framework, 60)} needs a known 'type' and a 'resolved' version.");
            return;
        }

        var key = KeyOf(framework, entry.Name);
        graph.Add(key, new LockedPackage(new PackageId(Ecosystem, entry.Name, resolved)));
        if (type == "Direct") graph.Name(key, development: false);
        foreach (var name in LockJson.NamesIn(entry.Value, "dependencies")) graph.Require(key, KeyOf(framework, name));
    }

    // NuGet compares names without regard to case.
    private static string KeyOf(string framework, string name) => $"{framework}\n{name.ToLowerInvariant()}";
}
