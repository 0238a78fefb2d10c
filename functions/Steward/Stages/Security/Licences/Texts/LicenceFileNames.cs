using System.Text.RegularExpressions;

namespace Steward.Stages.Security.Licences.Detection;

/// <summary>File names that stand for licences.</summary>
internal static partial class LicenceFileNames
{
    /// <summary>Whether the last part of a path is one; source files about licences are not.</summary>
    public static bool Has(string path) => Names().IsMatch(path[(path.LastIndexOfAny(['/', '\\']) + 1)..]);

    [GeneratedRegex(@"^(.*[-_. ])?(un)?(licen[sc]es?|copying|copyright|notices?|patents|eula)([-_][a-z0-9-]+(\.\d+)*)?(\.(txt|md|markdown|rst|html?|adoc|rtf|lesser|lib|mit|bsd|isc|apache2?|a?gpl|lgpl|mpl|v?\d[\d.]*))*$", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Names();
}
