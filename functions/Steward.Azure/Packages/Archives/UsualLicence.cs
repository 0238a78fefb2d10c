using Steward.Stages.Security.Licences.Metadata;

namespace Steward.Azure.Packages.Archives;

/// <summary>Which file of a package is its licence.</summary>
internal static class UsualLicence
{
    private const string SeeFile = "SEE LICENSE IN ";

    /// <summary>The file that a declaration names, as a path inside the package; null: it names none.</summary>
    public static string? NamedIn(DeclaredLicence declared)
    {
        if (declared is not { Form: LicenceForm.File, Text: { } said }) return null;
        var name = (said.StartsWith(SeeFile, StringComparison.OrdinalIgnoreCase) ? said[SeeFile.Length..] : said).Replace('\\', '/').Trim();
        return name.StartsWith("./", StringComparison.Ordinal) ? name[2..] : name;
    }

    /// <summary>True when one of two licence files is the one that is read: LICENSE and LICENCE before others, then by name.</summary>
    public static bool IsBefore(string one, string other) =>
        (IsLicence(one), IsLicence(other)) switch { (true, false) => true, (false, true) => false, _ => string.CompareOrdinal(one, other) < 0 };

    private static bool IsLicence(string name) => name.StartsWith("LICEN", StringComparison.OrdinalIgnoreCase);
}
