using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Steward.Kernel;

namespace Steward.Stages.Security.Licences.Boms;

/// <summary>Makes bills of materials of scans. The same scan and subject give the same bytes: identifiers come from the content.</summary>
public static class Bom
{
    private static readonly JsonSerializerOptions Written = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The document, in UTF-8.</summary>
    public static byte[] Make(BomFormat format, LicenceScan scan, BomSubject subject)
    {
        var parts = BomPart.Of(scan);
        var links = BomLinks.Of(parts);
        var digest = Digest.Sha256(CycloneDxBom.Of(subject, parts, links, "").ToJsonString());
        var document = format == BomFormat.CycloneDx ? CycloneDxBom.Of(subject, parts, links, $"urn:uuid:{Uuid(digest)}") : SpdxBom.Of(subject, parts, links, digest);
        return Encoding.UTF8.GetBytes(document.ToJsonString(Written) + "\n");
    }

    /// <summary>The time as both formats write it: whole seconds, UTC.</summary>
    internal static string Time(DateTimeOffset time) => time.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>An array of texts.</summary>
    internal static JsonArray Array(IEnumerable<JsonNode?> nodes) => new([.. nodes]);

    // Version 8 of RFC 9562: bits of one's own, here of a digest.
    private static string Uuid(string digest) =>
        $"{digest[..8]}-{digest[8..12]}-8{digest[13..16]}-{"89ab"[Convert.ToInt32(digest[16..17], 16) % 4]}{digest[17..20]}-{digest[20..32]}";
}
