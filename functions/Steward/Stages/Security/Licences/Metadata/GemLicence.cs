using System.Text.RegularExpressions;

namespace Steward.Stages.Security.Licences.Metadata;

/// <summary>Reads the licences out of an installed gem's specification, which RubyGems writes in one form: <c>s.licenses = ["MIT".freeze]</c>. Several are a choice.</summary>
public static partial class GemLicence
{
    /// <summary>The licence of a specification.</summary>
    public static DeclaredLicence Read(string specification, string source) =>
        Of(Field().Match(specification) is { Success: true } field ? [.. Text().Matches(field.Groups["list"].Value).Select(m => m.Groups["text"].Value)] : [], source);

    /// <summary>The licence of a list of licences.</summary>
    public static DeclaredLicence Of(IReadOnlyList<string> licences, string source) =>
        licences.Count == 0 ? new DeclaredLicence(LicenceForm.None, null, source) : DeclaredText.Of(DeclaredText.AnyOf(licences), source);

    [GeneratedRegex(@"^ *s\.licenses? = (?<list>[^\n]+)$", RegexOptions.NonBacktracking | RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Field();

    [GeneratedRegex(@"[""'](?<text>[^""']{1,200})[""']", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Text();
}
