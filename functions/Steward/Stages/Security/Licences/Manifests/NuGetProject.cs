using System.Text.RegularExpressions;
using System.Xml.Linq;
using Steward.Stages.Security.Licences.Locks;
using Steward.Stages.Security.Licences.Metadata;

namespace Steward.Stages.Security.Licences.Manifests;

/// <summary>A project's PackageReferences, with the versions that stand there or centrally (Directory.Packages.props).</summary>
internal sealed partial class NuGetProject : IStatedReader
{
    private static readonly string[] Versions = ["VersionOverride", "Version"];

    public IReadOnlyList<string> Above => ["Directory.Build.props", "Directory.Packages.props", "Directory.Build.targets"];

    public bool Reads(string fileName) => Path.GetExtension(fileName) is ".csproj" or ".fsproj" or ".vbproj";

    public LockReading Read(ReadOnlyMemory<byte> content, IReadOnlyList<ReadOnlyMemory<byte>?> above)
    {
        var (project, problem) = LockXml.Read(content);
        if (project is null) return LockReading.Broken(problem!);
        var files = above.Select(a => a is { } bytes ? LockXml.Read(bytes).Root : null).OfType<XElement>().Append(project).ToList();
        var properties = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var property in files.SelectMany(f => Named(f, "PropertyGroup")).SelectMany(g => g.Elements())) properties[property.Name.LocalName] = property.Value.Trim();
        var central = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        foreach (var version in files.SelectMany(f => Named(f, "PackageVersion"))) central[version.Attribute("Include")?.Value ?? ""] = VersionOf(version);
        var packages = new LockedPackages();
        foreach (var reference in files.SelectMany(f => Named(f, "PackageReference")))
        {
            var name = reference.Attribute("Include")?.Value.Trim();
            var version = VersionOf(reference) ?? central.GetValueOrDefault(name ?? "");
            if (name is { Length: > 0 } && version is not null && Expand(version, properties).Trim('[', ']') is var exact && PackageNames.IsVersion(exact))
                packages.Add(new LockedPackage(new PackageId("nuget", name, exact)) { IsDirect = true, Path = [name] });
        }

        return packages.ToReading();
    }

    private static IEnumerable<XElement> Named(XElement root, string name) => root.Descendants().Where(e => e.Name.LocalName == name);

    private static string? VersionOf(XElement reference) =>
        Versions.Select(n => reference.Attribute(n)?.Value ?? LockXml.TextOf(reference, n)).FirstOrDefault(v => v is not null)?.Trim();

    private static string Expand(string version, Dictionary<string, string> properties) =>
        Property().Replace(version, found => properties.GetValueOrDefault(found.Groups["name"].Value) ?? found.Value);

    [GeneratedRegex(@"\$\((?<name>[A-Za-z0-9_.-]{1,100})\)", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Property();
}
