using Steward.Kernel;
using Steward.Stages.Security.Licences.Spdx;

namespace Steward.Stages.Security.Licences.Metadata;

/// <summary>Makes a declared licence of a text whose form nobody states: an expression when it reads as one, words otherwise.</summary>
public static class DeclaredText
{
    /// <summary>The licence of a text.</summary>
    public static DeclaredLicence Of(string? text, string source, int most = 500)
    {
        var clipped = Texts.Clip(text?.Trim(), most);
        return string.IsNullOrEmpty(clipped) ? new DeclaredLicence(LicenceForm.None, null, source)
            : new DeclaredLicence(SpdxExpression.Read(clipped).Expression is null ? LicenceForm.Words : LicenceForm.Expression, clipped, source);
    }

    /// <summary>Several licences of which one may be chosen, as one expression.</summary>
    public static string AnyOf(IReadOnlyList<string> licences) =>
        licences.Count == 1 ? licences[0] : string.Join(" OR ", licences.Select(l => l.Contains(' ', StringComparison.Ordinal) ? $"({l.Trim('(', ')')})" : l));
}
