using System.Text.Json;
using Steward.Kernel;

namespace Steward.Stages.Security.Licences.Metadata;

/// <summary>Reads the licence out of npm's JSON: the <c>license</c> field of a package.json, of a lock file's entry or of a registry's answer.</summary>
public static class NpmLicence
{
    private const int MaxText = 500;

    /// <summary>The licence of a package.json or an entry. Old forms: an object with <c>type</c>; a list under <c>licenses</c>.</summary>
    public static DeclaredLicence Read(JsonElement package, string source) =>
        package.ValueKind != JsonValueKind.Object ? new DeclaredLicence(LicenceForm.None, null, source)
        : package.TryGetProperty("license", out var licence) ? Value(licence, source)
        : package.TryGetProperty("licenses", out var licences) ? Value(licences, source)
        : new DeclaredLicence(LicenceForm.None, null, source);

    private static DeclaredLicence Value(JsonElement value, string source) => value.ValueKind switch
    {
        JsonValueKind.String => Text(value.GetString()!, source),
        JsonValueKind.Object when value.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String => Text(type.GetString()!, source),
        // One entry is plain; several never said whether all of them hold or one may be chosen.
        JsonValueKind.Array when value.GetArrayLength() == 1 => Value(value[0], source),
        JsonValueKind.Array when value.GetArrayLength() > 1 => new DeclaredLicence(LicenceForm.Words, Texts.Clip(value.GetRawText(), MaxText), source),
        _ => new DeclaredLicence(LicenceForm.None, null, source),
    };

    private static DeclaredLicence Text(string text, string source)
    {
        var clipped = Texts.Clip(text.Trim(), MaxText);
        if (clipped.Length == 0) return new DeclaredLicence(LicenceForm.None, null, source);
        var form = clipped.StartsWith("SEE LICENSE IN ", StringComparison.OrdinalIgnoreCase) ? LicenceForm.File
            : clipped.Equals("UNLICENSED", StringComparison.OrdinalIgnoreCase) || clipped.Contains("://", StringComparison.Ordinal) ? LicenceForm.Words
            : LicenceForm.Expression;
        return new DeclaredLicence(form, clipped, source);
    }
}
