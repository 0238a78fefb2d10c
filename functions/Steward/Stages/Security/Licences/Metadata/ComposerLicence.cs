using System.Text.Json;

namespace Steward.Stages.Security.Licences.Metadata;

/// <summary>Reads the field <c>license</c> of Composer's JSON: one licence, or a list of which one may be chosen.</summary>
public static class ComposerLicence
{
    private const int MaxText = 500;

    /// <summary>The licence of a package; null when it declares none.</summary>
    public static DeclaredLicence? Read(JsonElement package, string source)
    {
        if (package.ValueKind != JsonValueKind.Object || !package.TryGetProperty("license", out var field)) return null;
        var licences = field.ValueKind == JsonValueKind.Array
            ? field.EnumerateArray().Where(e => e.ValueKind == JsonValueKind.String).Select(e => e.GetString()!.Trim()).Where(t => t.Length > 0).ToList()
            : field.ValueKind == JsonValueKind.String && field.GetString()!.Trim() is { Length: > 0 } one ? [one] : [];
        return licences.Count == 0 ? null : DeclaredText.Of(DeclaredText.AnyOf(licences), source, MaxText);
    }
}
