using System.Text.Json;
using System.Xml;
using System.Xml.Linq;

namespace Steward.Stages.Security.Licences.Manifests;

/// <summary>Whether manifests name any dependency. One that cannot be read may, so it does.</summary>
internal static class ManifestText
{
    private static readonly string[] NpmKeys = ["dependencies", "devDependencies", "optionalDependencies", "peerDependencies"];
    private static readonly JsonDocumentOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };
    private static readonly XmlReaderSettings Xml = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };

    /// <summary>package.json: any of its four objects of dependencies has an entry.</summary>
    public static bool NamesNpm(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text, Lenient);
            var root = document.RootElement;
            return root.ValueKind != JsonValueKind.Object || NpmKeys.Any(key => root.TryGetProperty(key, out var value) && !IsEmpty(value));
        }
        catch (JsonException)
        {
            return true;
        }
    }

    /// <summary>A project, or what it imports: a PackageReference that includes something. Updates of versions name nothing new.</summary>
    public static bool NamesNuGet(string text) => HasElement(text, e => e.Name.LocalName == "PackageReference" && e.Attribute("Include") is not null);

    private static bool IsEmpty(JsonElement value) => value.ValueKind == JsonValueKind.Object ? !value.EnumerateObject().Any() : value.ValueKind == JsonValueKind.Null;

    private static bool HasElement(string text, Func<XElement, bool> isIt)
    {
        try
        {
            using var reader = XmlReader.Create(new StringReader(text), Xml);
            return XDocument.Load(reader).Descendants().Any(isIt);
        }
        catch (XmlException)
        {
            return true;
        }
    }
}
