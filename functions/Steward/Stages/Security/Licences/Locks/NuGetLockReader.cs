using System.Text.Json;
using Steward.Kernel;
using Steward.Stages.Security.Licences.Metadata;

namespace Steward.Stages.Security.Licences.Locks;

/// <summary>
/// NuGet's <c>packages.lock.json</c>, versions 1 to 3: every target framework and runtime. Entries of type Project are the product's own.
/// The file does not say which packages only development needs, so all of them are taken for shipped ones.
/// </summary>
internal sealed class NuGetLockReader : ILockReader
{
    public string Ecosystem => "nuget";

    public bool Reads(string fileName) =>
        fileName == "packages.lock.json"
        || (fileName.StartsWith("packages.", StringComparison.Ordinal) && fileName.EndsWith(".lock.json", StringComparison.Ordinal));

    public LockReading Read(ReadOnlyMemory<byte> content) => LockJson.Open(content, ReadRoot);

    private LockReading ReadRoot(JsonElement root)
    {
        if (LockJson.Number(root, "version") is not (>= 1 and <= 3))
            return LockReading.Broken("'version' must be 1, 2 or 3; this is not a NuGet lock file that can be read.");
        if (LockJson.Object(root, "dependencies") is not { } frameworks) return LockReading.Broken("The object 'dependencies' is missing.");
        var packages = new LockedPackages();
        foreach (var framework in frameworks.EnumerateObject()) ReadFramework(framework, packages);
        return packages.ToReading();
    }

    private void ReadFramework(JsonProperty framework, LockedPackages packages)
    {
        if (framework.Value.ValueKind != JsonValueKind.Object)
        {
            packages.Problem($"dependencies.{Texts.Clip(framework.Name, 60)} must be an object, not {LockJson.KindOf(framework.Value)}.");
            return;
        }

        foreach (var entry in framework.Value.EnumerateObject()) ReadEntry(framework.Name, entry, packages);
    }

    private void ReadEntry(string framework, JsonProperty entry, LockedPackages packages)
    {
        var type = LockJson.Text(entry.Value, "type");
        if (type == "Project") return;
        var resolved = LockJson.Text(entry.Value, "resolved");
        if (type is not ("Direct" or "Transitive" or "CentralTransitive") || resolved is null)
            packages.Problem($"{Texts.Clip(entry.Name, 80)} below {Texts.Clip(framework, 60)} needs a known 'type' and a 'resolved' version.");
        else
            packages.Add(new LockedPackage(new PackageId(Ecosystem, entry.Name, resolved)));
    }
}
