using System.Globalization;
using System.Text.Json.Nodes;
using Steward.Stages.Security.Licences.Metadata;
using Steward.Stages.Security.Licences.Spdx;

namespace Steward.Stages.Security.Licences.Boms;

/// <summary>SPDX 2.3, JSON.</summary>
internal static class SpdxBom
{
    private const string Document = "SPDXRef-DOCUMENT";
    private const string Product = "SPDXRef-Product";
    private const string NoAssertion = "NOASSERTION";

    public static JsonObject Of(BomSubject subject, IReadOnlyList<BomPart> parts, BomLinks links, string digest)
    {
        var ids = parts.Index().ToDictionary(p => p.Item.Ref, p => string.Create(CultureInfo.InvariantCulture, $"SPDXRef-Package-{p.Index + 1}"), StringComparer.Ordinal);
        var references = parts.SelectMany(p => new[] { p.Concluded, p.Declared }).OfType<SpdxExpression>().Where(IsSayable).SelectMany(e => e.Terms)
            .Where(t => t.Root.StartsWith("LicenseRef-", StringComparison.OrdinalIgnoreCase)).Select(t => t.Root).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
        var document = new JsonObject
        {
            ["spdxVersion"] = "SPDX-2.3",
            ["dataLicense"] = "CC0-1.0",
            ["SPDXID"] = Document,
            ["name"] = subject.Version is null ? subject.Name : $"{subject.Name} {subject.Version}",
            ["documentNamespace"] = $"urn:steward:sbom:{digest}",
            ["creationInfo"] = new JsonObject { ["created"] = Bom.Time(subject.Time), ["creators"] = new JsonArray("Tool: Steward") },
            ["packages"] = Bom.Array(parts.Select(p => Package(p, ids[p.Ref])).Prepend(Own(subject))),
            ["relationships"] = Bom.Array(Relationships(parts, links, ids)),
        };
        var extracted = references.Select(r => (JsonNode)new JsonObject { ["licenseId"] = r, ["name"] = r, ["extractedText"] = "The text lies in the package." }).ToList();
        if (extracted.Count > 0) document["hasExtractedLicensingInfos"] = Bom.Array(extracted);
        return document;
    }

    private static JsonObject Own(BomSubject subject)
    {
        var package = Package(Product, subject.Name, subject.Version);
        package["primaryPackagePurpose"] = "APPLICATION";
        if (subject.Commit is { } commit) package["sourceInfo"] = $"Commit {commit}.";
        return package;
    }

    private static JsonObject Package(BomPart part, string id)
    {
        var package = Package(id, part.Dependency.Id.Name, part.Dependency.Id.Version);
        package["licenseConcluded"] = Text(part.Concluded);
        package["licenseDeclared"] = part.Dependency.Declared is { Form: LicenceForm.None } ? "NONE" : Text(part.Declared);
        if (BomHash.Of(part.Dependency.Integrity) is { Count: > 0 } hashes)
            package["checksums"] = Bom.Array(hashes.Select(h => (JsonNode)new JsonObject { ["algorithm"] = h.Algorithm.ToUpperInvariant(), ["checksumValue"] = h.Hex }));
        package["externalRefs"] = new JsonArray(new JsonObject { ["referenceCategory"] = "PACKAGE-MANAGER", ["referenceType"] = "purl", ["referenceLocator"] = part.Purl });
        return package;
    }

    private static JsonObject Package(string id, string name, string? version)
    {
        var package = new JsonObject { ["SPDXID"] = id, ["name"] = name };
        if (version is not null) package["versionInfo"] = version;
        package["downloadLocation"] = NoAssertion;
        package["filesAnalyzed"] = false;
        (package["licenseConcluded"], package["licenseDeclared"], package["copyrightText"]) = (NoAssertion, NoAssertion, NoAssertion);
        return package;
    }

    private static IEnumerable<JsonNode> Relationships(IReadOnlyList<BomPart> parts, BomLinks links, Dictionary<string, string> ids)
    {
        yield return Relationship(Document, "DESCRIBES", Product);
        var development = parts.Where(p => p.Dependency.IsDevelopmentOnly).Select(p => p.Ref).ToHashSet(StringComparer.Ordinal);
        foreach (var direct in links.Direct)
            yield return development.Contains(direct) ? Relationship(ids[direct], "DEV_DEPENDENCY_OF", Product) : Relationship(Product, "DEPENDS_ON", ids[direct]);
        foreach (var (from, to) in links.Requires.OrderBy(r => r.Key, StringComparer.Ordinal).SelectMany(r => r.Value.Select(to => (r.Key, to))))
            yield return Relationship(ids[from], "DEPENDS_ON", ids[to]);
    }

    private static JsonObject Relationship(string from, string type, string to) =>
        new() { ["spdxElementId"] = from, ["relationshipType"] = type, ["relatedSpdxElement"] = to };

    private static string Text(SpdxExpression? expression) => expression is not null && IsSayable(expression) ? expression.ToString() ?? NoAssertion : NoAssertion;

    // References into other documents would need those documents, and additions are of SPDX 3; NONE and NOASSERTION stand alone.
    private static bool IsSayable(SpdxExpression expression) => expression is SpdxTerm { Root: "NONE" or "NOASSERTION" }
        || expression.Terms.All(t => !t.Root.StartsWith("DocumentRef-", StringComparison.OrdinalIgnoreCase) && t.Root is not ("NONE" or "NOASSERTION")
            && t.Exception?.Contains("Ref-", StringComparison.OrdinalIgnoreCase) != true);
}
