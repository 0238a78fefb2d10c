using Steward.Stages.Security.Licences.Locks;

namespace Steward.Stages.Security.Licences.Metadata;

/// <summary>A pom of a repository: its licences, and the parent that it has them from when it names none.</summary>
/// <param name="Licence">The licence; null when the pom names none.</param>
/// <param name="Parent">The parent, <c>group:artifact</c> and version; null when it has none.</param>
public sealed record MavenLicence(DeclaredLicence? Licence, PackageId? Parent)
{
    // The names that poms commonly carry, as the SPDX list knows them; only such that name one licence in one version.
    private static readonly Dictionary<string, string> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        ["The Apache Software License, Version 2.0"] = "Apache-2.0",
        ["The Apache License, Version 2.0"] = "Apache-2.0",
        ["Apache License, Version 2.0"] = "Apache-2.0",
        ["Apache License 2.0"] = "Apache-2.0",
        ["Apache 2.0"] = "Apache-2.0",
        ["Apache-2.0 License"] = "Apache-2.0",
        ["MIT License"] = "MIT",
        ["The MIT License"] = "MIT",
        ["The MIT License (MIT)"] = "MIT",
        ["Eclipse Public License 1.0"] = "EPL-1.0",
        ["Eclipse Public License - v 1.0"] = "EPL-1.0",
        ["Eclipse Public License 2.0"] = "EPL-2.0",
        ["Eclipse Public License - v 2.0"] = "EPL-2.0",
        ["Eclipse Public License v2.0"] = "EPL-2.0",
        ["BSD-3-Clause"] = "BSD-3-Clause",
        ["The BSD 3-Clause License"] = "BSD-3-Clause",
        ["BSD 2-Clause License"] = "BSD-2-Clause",
        ["Mozilla Public License, Version 2.0"] = "MPL-2.0",
        ["GNU Lesser General Public License, Version 2.1"] = "LGPL-2.1-only",
        ["CDDL 1.0"] = "CDDL-1.0",
        ["CDDL 1.1"] = "CDDL-1.1",
    };

    /// <summary>
    /// Reads a pom; null when it is no XML. Several licences: Maven's reference never says whether all hold or one may be chosen, so they are
    /// words for a person.
    /// </summary>
    public static MavenLicence? Read(ReadOnlyMemory<byte> pom, string source)
    {
        if (LockXml.Read(pom).Root is not { } root) return null;
        var names = LockXml.Child(root, "licenses")?.Elements().Where(e => e.Name.LocalName == "license")
            .Select(l => LockXml.TextOf(l, "name") ?? LockXml.TextOf(l, "url")).OfType<string>().ToList() ?? [];
        var parent = LockXml.Child(root, "parent");
        return new MavenLicence(
            names switch
            {
                [] => null,
                [var one] => DeclaredText.Of(Names.GetValueOrDefault(one, one), source),
                _ => new DeclaredLicence(LicenceForm.Words, Kernel.Texts.Clip(string.Join("; ", names), 500), source),
            },
            LockXml.TextOf(parent, "groupId") is { } group && LockXml.TextOf(parent, "artifactId") is { } artifact && LockXml.TextOf(parent, "version") is { } version
                && new PackageId("maven", $"{group}:{artifact}", version) is var id && PackageNames.IsPackage(id) ? id : null);
    }
}
