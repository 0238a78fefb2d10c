using Steward.Stages.Security.Licences.Concluding;
using Steward.Stages.Security.Licences.Metadata;
using Steward.Stages.Security.Licences.Spdx;

namespace Steward.Stages.Security.Licences.Boms;

/// <summary>A package as bills of materials name it.</summary>
/// <param name="Dependency">The package.</param>
/// <param name="Purl">Its package URL.</param>
/// <param name="Ref">Its name inside the document, each once.</param>
internal sealed record BomPart(ScannedDependency Dependency, string Purl, string Ref)
{
    /// <summary>The declared expression in its normalised form; null where it declares none.</summary>
    public SpdxExpression? Declared =>
        Dependency.Declared is { Form: LicenceForm.Expression, Text: { } text } ? SpdxExpression.Read(text).Expression : null;

    /// <summary>The concluded expression; null where none is sure enough.</summary>
    public SpdxExpression? Concluded =>
        Dependency is { Concluded: { Confidence: >= ConcludedLicence.Enough, Expression: { } text }, Declared.IsConfirmed: true } ? SpdxExpression.Read(text).Expression : null;

    /// <summary>The packages of a scan, in order.</summary>
    public static IReadOnlyList<BomPart> Of(LicenceScan scan)
    {
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        var parts = new List<BomPart>();
        foreach (var (purl, dependency) in scan.Dependencies.Select(d => (Purl: PackageUrl.Of(d), d)).OrderBy(d => d.Purl, StringComparer.Ordinal).ThenBy(d => d.d.Integrity, StringComparer.Ordinal))
        {
            var count = seen[purl] = seen.GetValueOrDefault(purl) + 1;
            parts.Add(new BomPart(dependency, purl, count == 1 ? purl : $"{purl}#{count}"));
        }

        return parts;
    }
}
