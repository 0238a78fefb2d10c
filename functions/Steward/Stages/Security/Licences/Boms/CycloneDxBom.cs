using System.Text.Json.Nodes;
using Steward.Stages.Security.Licences.Spdx;

namespace Steward.Stages.Security.Licences.Boms;

/// <summary>CycloneDX 1.6 (ECMA-424).</summary>
internal static class CycloneDxBom
{
    private const string Product = "product";

    public static JsonObject Of(BomSubject subject, IReadOnlyList<BomPart> parts, BomLinks links, string serial)
    {
        var bom = new JsonObject { ["bomFormat"] = "CycloneDX", ["specVersion"] = "1.6" };
        if (serial.Length > 0) bom["serialNumber"] = serial;
        bom["version"] = 1;
        bom["metadata"] = Metadata(subject);
        bom["components"] = Bom.Array(parts.Select(Component));
        bom["dependencies"] = Bom.Array(parts.Select(p => Dependency(p.Ref, links.Requires.GetValueOrDefault(p.Ref, []))).Prepend(Dependency(Product, links.Direct)));
        bom["compositions"] = new JsonArray(new JsonObject
        {
            ["aggregate"] = links.IsWhole ? "complete" : "incomplete", ["dependencies"] = Bom.Array(parts.Select(p => p.Ref).Prepend(Product).Select(r => (JsonNode?)r)),
        });
        return bom;
    }

    private static JsonObject Metadata(BomSubject subject)
    {
        var component = new JsonObject { ["type"] = "application", ["bom-ref"] = Product, ["name"] = subject.Name };
        if (subject.Version is { } version) component["version"] = version;
        if (subject.Commit is { } commit) component["properties"] = new JsonArray(new JsonObject { ["name"] = "steward:commit", ["value"] = commit });
        return new JsonObject
        {
            ["timestamp"] = Bom.Time(subject.Time),
            ["tools"] = new JsonObject { ["components"] = new JsonArray(new JsonObject { ["type"] = "application", ["name"] = "Steward" }) },
            ["component"] = component,
        };
    }

    private static JsonObject Component(BomPart part)
    {
        var id = part.Dependency.Id;
        var component = new JsonObject
        {
            ["type"] = "library", ["bom-ref"] = part.Ref, ["name"] = id.Name, ["version"] = id.Version, ["scope"] = part.Dependency.IsDevelopmentOnly ? "excluded" : "required",
        };
        if (BomHash.Of(part.Dependency.Integrity) is { Count: > 0 } hashes)
            component["hashes"] = Bom.Array(hashes.Select(h => (JsonNode)new JsonObject { ["alg"] = Algorithm(h.Algorithm), ["content"] = h.Hex }));
        if (Licences(part) is { } licences) component["licenses"] = licences;
        component["purl"] = part.Purl;
        return component;
    }

    // One expression stands alone in its list; what is no expression is named as it was declared.
    private static JsonArray? Licences(BomPart part) =>
        (part.Concluded, part.Declared) switch
        {
            ({ } concluded, _) => Expression(concluded, "concluded"),
            (_, { } declared) => Expression(declared, "declared"),
            _ when part.Dependency.Declared?.Text is { } text => new JsonArray(new JsonObject { ["license"] = new JsonObject { ["name"] = text, ["acknowledgement"] = "declared" } }),
            _ => null,
        };

    private static JsonArray Expression(SpdxExpression expression, string acknowledgement) =>
        expression is SpdxTerm { Root: "NONE" or "NOASSERTION" } ? [] : new JsonArray(new JsonObject { ["expression"] = expression.ToString(), ["acknowledgement"] = acknowledgement });

    private static JsonObject Dependency(string from, IReadOnlyList<string> to) => new() { ["ref"] = from, ["dependsOn"] = Bom.Array(to.Select(t => (JsonNode?)t)) };

    private static string Algorithm(string name) => name switch { "md5" => "MD5", _ => $"SHA-{name[3..]}" };
}
