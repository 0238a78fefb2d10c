using System.Text.RegularExpressions;
using System.Xml.Linq;
using Steward.Stages.Security.Licences.Locks;
using Steward.Stages.Security.Licences.Locks.Java;
using Steward.Stages.Security.Licences.Metadata;

namespace Steward.Stages.Security.Licences.Manifests;

/// <summary>
/// A pom.xml: its dependencies with properties and dependencyManagement, its own and those of the pom.xml files above it in the repository
/// that it has as parents. The scope <c>test</c> is development's.
/// </summary>
internal sealed partial class MavenPom : IStatedReader
{
    private const int MaxExpansions = 8;

    public IReadOnlyList<string> Above => ["../pom.xml"];

    public bool Reads(string fileName) => fileName == "pom.xml";

    public LockReading Read(ReadOnlyMemory<byte> content, IReadOnlyList<ReadOnlyMemory<byte>?> above)
    {
        var (pom, problem) = LockXml.Read(content);
        if (pom is null) return LockReading.Broken(problem!);
        // The farthest first, so that nearer ones win.
        var poms = LockXml.Child(pom, "parent") is null ? [pom] : above.Select(a => a is { } bytes ? LockXml.Read(bytes).Root : null).OfType<XElement>().Reverse().Append(pom).ToList();
        var properties = PropertiesOf(poms);
        var managed = new Dictionary<string, XElement>(StringComparer.Ordinal);
        foreach (var dependency in poms.SelectMany(p => DependenciesOf(LockXml.Child(p, "dependencyManagement")))) managed[NameOf(dependency, properties)] = dependency;
        var packages = new LockedPackages();
        foreach (var dependency in poms.SelectMany(DependenciesOf)) Add(dependency, managed, properties, packages);
        return packages.ToReading();
    }

    private static void Add(XElement dependency, Dictionary<string, XElement> managed, Dictionary<string, string> properties, LockedPackages packages)
    {
        var name = NameOf(dependency, properties);
        var by = managed.GetValueOrDefault(name);
        var version = Expand(LockXml.TextOf(dependency, "version") ?? LockXml.TextOf(by, "version") ?? "", properties);
        var scope = LockXml.TextOf(dependency, "scope") ?? LockXml.TextOf(by, "scope");
        if (PackageNames.IsVersion(version))
            packages.Add(new LockedPackage(new PackageId(MavenNames.Ecosystem, name, version)) { IsDirect = true, Path = [name], IsDevelopmentOnly = scope == "test" });
    }

    private static Dictionary<string, string> PropertiesOf(List<XElement> poms)
    {
        var properties = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pom in poms)
        {
            foreach (var property in LockXml.Child(pom, "properties")?.Elements() ?? []) properties[property.Name.LocalName] = property.Value.Trim();
            foreach (var name in new[] { "groupId", "artifactId", "version" })
            {
                if ((LockXml.TextOf(pom, name) ?? LockXml.TextOf(LockXml.Child(pom, "parent"), name)) is { } value) properties["project." + name] = value;
                if (LockXml.TextOf(LockXml.Child(pom, "parent"), name) is { } parents) properties["project.parent." + name] = parents;
            }
        }

        return properties;
    }

    private static IEnumerable<XElement> DependenciesOf(XElement? parent) =>
        LockXml.Child(parent, "dependencies")?.Elements().Where(e => e.Name.LocalName == "dependency") ?? [];

    private static string NameOf(XElement dependency, Dictionary<string, string> properties) =>
        Expand($"{LockXml.TextOf(dependency, "groupId")}:{LockXml.TextOf(dependency, "artifactId")}", properties);

    // Properties may stand in properties; a circle ends after some rounds, as no version.
    private static string Expand(string text, Dictionary<string, string> properties)
    {
        for (var round = 0; round < MaxExpansions && text.Length < 1000 && text.Contains("${", StringComparison.Ordinal); round++)
            text = Property().Replace(text, found => properties.GetValueOrDefault(found.Groups["name"].Value) ?? found.Value);
        return text;
    }

    [GeneratedRegex(@"\$\{(?<name>[A-Za-z0-9_.-]{1,100})\}", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Property();
}
