using System.Globalization;
using Steward.Stages.Security.Licences.Metadata;
using Steward.Stages.Security.Licences.Spdx;

namespace Steward.Stages.Security.Licences.Concluding;

/// <summary>Concludes from what a package declares and from its licence file. The declaration counts; where the file says something else, that is noted.</summary>
internal static class Conclusion
{
    /// <summary>The conclusion; null where neither says anything.</summary>
    public static ConcludedLicence? Of(DeclaredLicence? declared, LicenceFile? file)
    {
        var read = file is null ? null : TextConclusion.Of(file);
        if (declared is not { Form: LicenceForm.Expression, Text: { } text } || SpdxExpression.Read(text).Expression is not { } expression) return read;
        return new ConcludedLicence(expression.ToString(), ConcludedLicence.Declaration, 1)
        {
            Note = read is null ? null : Disagreement(expression, read),
            Copyrights = read?.Copyrights ?? [],
        };
    }

    // One of several files of a choice is no disagreement, nor is "only" or "or later", of which the text says nothing.
    private static string? Disagreement(SpdxExpression declared, ConcludedLicence read)
    {
        if (read is not { Expression: { } text, Confidence: >= ConcludedLicence.Enough } || SpdxExpression.Read(text).Expression is not { } found) return null;
        var known = declared.Terms.Select(t => t.Root).ToHashSet(StringComparer.Ordinal);
        return found.Terms.All(t => known.Contains(t.Root)) ? null
            : $"it declares {declared}, but its {read.Source} reads as {found} ({read.Confidence.ToString("P0", CultureInfo.InvariantCulture)})";
    }
}
