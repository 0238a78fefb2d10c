using Steward.Kernel;

namespace Steward.Stages.Security.Licences.Boms;

/// <summary>The formats by the words that people use.</summary>
public static class BomFormats
{
    /// <summary>The word in addresses and options: <c>cyclonedx</c>, <c>spdx</c>.</summary>
    public static string WordOf(BomFormat format) => format.ToString().ToLowerInvariant();

    /// <summary>The name and version.</summary>
    public static string TitleOf(BomFormat format) => format == BomFormat.Spdx ? "SPDX 2.3" : "CycloneDX 1.6";

    /// <summary>The media type.</summary>
    public static string MediaTypeOf(BomFormat format) => format == BomFormat.Spdx ? "application/spdx+json" : "application/vnd.cyclonedx+json; version=1.6";

    /// <summary>What files of it end with.</summary>
    public static string EndingOf(BomFormat format) => format == BomFormat.Spdx ? ".spdx.json" : ".cdx.json";

    /// <summary>The format of a word; CycloneDX without one. Invalid for others.</summary>
    public static BomFormat Read(string? word) => word?.ToLowerInvariant() switch
    {
        null or "" or "cyclonedx" => BomFormat.CycloneDx,
        "spdx" => BomFormat.Spdx,
        _ => throw StewardException.Invalid($"'{Texts.Clip(word, 40)}' is no format of a bill of materials: write cyclonedx or spdx."),
    };
}
