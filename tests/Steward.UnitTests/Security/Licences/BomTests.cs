using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Steward.Stages.Security.Licences;
using Steward.Stages.Security.Licences.Boms;
using Steward.Stages.Security.Licences.Comparison;
using Steward.Stages.Security.Licences.Metadata;
using Xunit;

namespace Steward.UnitTests.Security.Licences;

public sealed class BomTests
{
    private static readonly BomSubject Subject = new("acme/shop", "v1", new string('a', 40), new DateTimeOffset(2026, 11, 23, 12, 0, 0, TimeSpan.FromHours(2)));

    private static readonly LicenceScan Scan = LicencePolicyTests.Scan(
        LicencePolicyTests.Npm("@s/b", "MIT OR LicenseRef-x") with { IsDirect = false, RequiredBy = ["a@1.0.0"], Path = ["a", "@s/b"] },
        LicencePolicyTests.Npm("a", "gpl-2.0+") with { IsDirect = true, Integrity = "sha512-" + Convert.ToBase64String(new byte[64]) },
        LicencePolicyTests.Npm("dev", "DocumentRef-d:LicenseRef-y") with { IsDirect = true, IsDevelopmentOnly = true, Integrity = $"sha256-{Convert.ToBase64String(new byte[32])} sha256-{Convert.ToBase64String(Enumerable.Repeat((byte)1, 32).ToArray())}" },
        new ScannedDependency(new PackageId("maven", "org.x:lib", "1"), ["pom.xml"]) { IsDirect = true, Declared = new DeclaredLicence(LicenceForm.Words, "A licence", "registry") },
        new ScannedDependency(new PackageId("maven", "org.x:lib", "1"), ["b/pom.xml"]) { IsDirect = true, Elsewhere = "https://x.example/lib.jar" },
        new ScannedDependency(new PackageId("maven", "org.x:lib", "1"), ["c/pom.xml"]) { IsDirect = true, Integrity = "sha1-x" });

    [Theory]
    [InlineData(BomFormat.CycloneDx)]
    [InlineData(BomFormat.Spdx)]
    public void The_same_scan_gives_the_same_bytes_in_any_order(BomFormat format)
    {
        var bytes = Bom.Make(format, Scan, Subject);

        Assert.Equal(bytes, Bom.Make(format, Scan with { Dependencies = [.. Scan.Dependencies.Reverse()] }, Subject));
        Assert.NotEqual(bytes, Bom.Make(format, Scan, Subject with { Version = "v2" }));
        Assert.DoesNotContain((byte)'\r', bytes);
    }

    [Fact]
    public void CycloneDx_keeps_the_rules_of_its_specification()
    {
        var bom = Read(BomFormat.CycloneDx);

        Assert.Equal(("CycloneDX", "1.6", 1), ((string)bom["bomFormat"]!, (string)bom["specVersion"]!, (int)bom["version"]!));
        Assert.Matches(new Regex("^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$"), (string)bom["serialNumber"]!);
        Assert.Equal("2026-11-23T10:00:00Z", (string)bom["metadata"]!["timestamp"]!);
        var components = bom["components"]!.AsArray();
        var refs = components.Select(c => (string)c!["bom-ref"]!).Prepend((string)bom["metadata"]!["component"]!["bom-ref"]!).ToList();
        Assert.Distinct(refs);
        Assert.Equal(refs.Order(), bom["dependencies"]!.AsArray().Select(d => (string)d!["ref"]!).Order());
        Assert.All(bom["dependencies"]!.AsArray().SelectMany(d => d!["dependsOn"]!.AsArray()), to => Assert.Contains((string)to!, refs));
        Assert.Equal(["pkg:maven/org.x/lib@1", "pkg:maven/org.x/lib@1#2", "pkg:maven/org.x/lib@1?download_url=https:%2F%2Fx.example%2Flib.jar", "pkg:npm/%40s/b@1.0.0", "pkg:npm/a@1.0.0", "pkg:npm/dev@1.0.0"], refs.Skip(1));
        Assert.All(components, c => Assert.Contains((string)c!["scope"]!, new[] { "required", "excluded" }));
        Assert.Equal("excluded", (string)components[5]!["scope"]!);
        Assert.Equal("GPL-2.0-or-later", (string)components[4]!["licenses"]![0]!["expression"]!);
        Assert.Equal((new string('0', 128), "SHA-512"), ((string)components[4]!["hashes"]![0]!["content"]!, (string)components[4]!["hashes"]![0]!["alg"]!));
        Assert.Null(components[5]!["hashes"]);
        Assert.Equal("A licence", (string)components[0]!["licenses"]![0]!["license"]!["name"]!);
        Assert.Equal(["pkg:npm/%40s/b@1.0.0"], bom["dependencies"]!.AsArray().Single(d => (string)d!["ref"]! == "pkg:npm/a@1.0.0")!["dependsOn"]!.AsArray().Select(n => (string)n!));
    }

    [Fact]
    public void Spdx_keeps_the_rules_of_its_specification()
    {
        var bom = Read(BomFormat.Spdx);
        string[] required = ["spdxVersion", "dataLicense", "SPDXID", "name", "documentNamespace", "creationInfo", "packages", "relationships"];

        Assert.All(required, key => Assert.NotNull(bom[key]));
        Assert.DoesNotContain('#', (string)bom["documentNamespace"]!);
        Assert.True(Uri.TryCreate((string)bom["documentNamespace"]!, UriKind.Absolute, out _));
        var packages = bom["packages"]!.AsArray();
        var ids = packages.Select(p => (string)p!["SPDXID"]!).Append("SPDXRef-DOCUMENT").ToList();
        Assert.Distinct(ids);
        Assert.All(ids, id => Assert.Matches("^SPDXRef-[A-Za-z0-9.-]+$", id));
        Assert.All(packages, p => Assert.NotNull(p!["downloadLocation"]));
        Assert.All(bom["relationships"]!.AsArray(), r => Assert.True(ids.Contains((string)r!["spdxElementId"]!) && ids.Contains((string)r["relatedSpdxElement"]!)));
        Assert.Single(bom["relationships"]!.AsArray(), r => (string)r!["relationshipType"]! == "DESCRIBES");
        Assert.Single(bom["relationships"]!.AsArray(), r => (string)r!["relationshipType"]! == "DEV_DEPENDENCY_OF");
        Assert.Equal(["LicenseRef-x"], bom["hasExtractedLicensingInfos"]!.AsArray().Select(e => (string)e!["licenseId"]!));
        Assert.Equal("NOASSERTION", (string)packages.Single(p => (string)p!["name"]! == "dev")!["licenseDeclared"]!);
        Assert.Equal("SHA512", (string)packages.Single(p => (string)p!["name"]! == "a")!["checksums"]![0]!["algorithm"]!);
    }

    [Fact]
    public void Two_scans_are_compared_by_what_came_went_moved_and_changed_its_licence()
    {
        var before = LicencePolicyTests.Scan(LicencePolicyTests.Npm("a", "MIT"), LicencePolicyTests.Npm("b", "MIT"), LicencePolicyTests.Npm("c", "MIT"), LicencePolicyTests.Npm("d", "MIT") with { IsDevelopmentOnly = true });
        var now = LicencePolicyTests.Scan(
            LicencePolicyTests.Npm("b", "MIT", "2.0.0"), LicencePolicyTests.Npm("c", "GPL-3.0-only", "1.0.1"), LicencePolicyTests.Npm("d", "MIT"), LicencePolicyTests.Npm("e", "ISC") with { Path = ["b", "e"] });

        var comparison = ScanComparison.Of(before, now);

        Assert.Equal(
            ["licence npm:c 1.0.0 → 1.0.1: MIT → GPL-3.0-only", "came npm:e 1.0.0: ISC, by b > e", "scope npm:d 1.0.0: it is shipped now", "moved npm:b 1.0.0 → 2.0.0: MIT", "went npm:a 1.0.0: MIT"],
            ComparisonText.Lines(comparison).Select(l => $"{l.What} {l.Package.Ecosystem}:{l.Package.Name} {l.Said}"));
        Assert.Equal("Dependencies: 1 came, 1 went, 2 at other versions, 1 under another licence, 1 in another scope", ComparisonText.Summary(comparison));
        Assert.True(ScanComparison.Of(now, now).IsEmpty);
    }

    private static JsonNode Read(BomFormat format) => JsonNode.Parse(Encoding.UTF8.GetString(Bom.Make(format, Scan, Subject)))!;
}
