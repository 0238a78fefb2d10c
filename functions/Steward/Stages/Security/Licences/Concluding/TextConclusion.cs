using Steward.Kernel;
using Steward.Stages.Security.Licences.Detection;
using Steward.Stages.Security.Licences.Spdx;
using PackageFile = Steward.Stages.Security.Licences.Metadata.LicenceFile;

namespace Steward.Stages.Security.Licences.Concluding;

/// <summary>Concludes from a licence's text: all that is found in it together. Something in it that has no name leaves the whole without one.</summary>
internal static class TextConclusion
{
    public static ConcludedLicence Of(PackageFile file) => Of(file.Name, file.Bytes);

    public static ConcludedLicence Of(string name, ReadOnlyMemory<byte> bytes)
    {
        if (FileText.Decode(bytes) is not { } text) return new ConcludedLicence(null, name, 0) { Note = $"{name} is no text" };
        var found = LicenceDetector.Detect(text);
        var copyrights = CopyrightLines.In(text);
        // A mention says less than the text, a header or a tag.
        var firm = found.Where(f => f.Kind is FoundKind.Text or FoundKind.Header or FoundKind.Tag).ToList();
        var counts = firm.Count > 0 ? firm : found.Where(f => f.Kind == FoundKind.Reference).ToList();
        return Of(name, found, counts) with { Copyrights = copyrights };
    }

    /// <summary>Of findings.</summary>
    public static ConcludedLicence Of(string name, IReadOnlyList<FoundLicence> found) => Of(name, found, [.. found.Where(f => f.Kind != FoundKind.Unknown)]);

    private static ConcludedLicence Of(string name, IReadOnlyList<FoundLicence> found, List<FoundLicence> counts)
    {
        var note = found.Any(f => f.Kind == FoundKind.Unknown) ? $"a part of {name} is a licence that has no name" : null;
        return new ConcludedLicence(Join(counts), name, note is null && counts.Count > 0 ? counts.Min(f => f.Confidence) : 0) { Note = note };
    }

    private static string? Join(List<FoundLicence> found)
    {
        var ids = found.Select(Name).Distinct(StringComparer.Ordinal).ToList();
        var exceptions = ids.Where(id => SpdxList.Current.Exception(id) is not null).ToList();
        var licences = ids.Except(exceptions, StringComparer.Ordinal).ToList();
        if (licences.Count == 1 && exceptions.Count == 1 && SpdxExpression.Read(licences[0]).Expression is SpdxTerm { Exception: null } term && ExceptionOwners.Belongs(exceptions[0], term)) licences[0] = $"{licences[0]} WITH {exceptions[0]}";
        else if (exceptions.Count > 0) return null;
        var joined = string.Join(" AND ", licences.Select(l => l.Contains(' ', StringComparison.Ordinal) && licences.Count > 1 ? $"({l})" : l));
        return SpdxExpression.Read(joined).Expression is { } expression ? Texts.Clip(expression.ToString(), 500) : null;
    }

    // Of ids with the same text the one that promises least: this version only.
    private static string Name(FoundLicence found) => found.SameText.FirstOrDefault(id => id.Split(' ')[0].EndsWith("-only", StringComparison.Ordinal)) ?? found.Id!;
}
