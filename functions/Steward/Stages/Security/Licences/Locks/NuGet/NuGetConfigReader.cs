using System.Xml.Linq;
using Steward.Kernel;
using Steward.Stages.Security.Licences.Metadata;

namespace Steward.Stages.Security.Licences.Locks.NuGet;

/// <summary>
/// <c>packages.config</c>: every package that a project of the old kind installs, each at one version, transitive ones too; the file does not
/// tell them apart.
/// </summary>
internal sealed class NuGetConfigReader : ILockReader
{
    public string Ecosystem => "nuget";

    public bool Reads(string fileName) => fileName.Equals("packages.config", StringComparison.OrdinalIgnoreCase);

    public LockReading Read(LockInput input)
    {
        var (root, problem) = LockXml.Read(input.Content);
        if (root is null) return LockReading.Broken(problem!);
        var packages = new LockedPackages();
        if (root.Name.LocalName != "packages") packages.Problem($"The element 'packages' is expected, not '{Texts.Clip(root.Name.LocalName, 60)}'.");
        foreach (var entry in root.Elements().Where(e => e.Name.LocalName == "package")) ReadEntry(entry, packages);
        return packages.ToReading();
    }

    private void ReadEntry(XElement entry, LockedPackages packages)
    {
        if (entry.Attribute("id")?.Value is not { } id || entry.Attribute("version")?.Value is not { } version)
            packages.Problem($"Line {LockXml.LineOf(entry)}: a package needs 'id' and 'version'.");
        else
            packages.Add(new LockedPackage(new PackageId(Ecosystem, id, version)) { IsDevelopmentOnly = entry.Attribute("developmentDependency")?.Value == "true" });
    }
}
