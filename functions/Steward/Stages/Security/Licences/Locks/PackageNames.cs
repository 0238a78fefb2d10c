using Steward.Stages.Security.Licences.Metadata;

namespace Steward.Stages.Security.Licences.Locks;

/// <summary>
/// What names and versions of packages look like. They become parts of paths and addresses, so nothing else gets through: no way up, no
/// folders but those that the ecosystem's names have.
/// </summary>
internal static class PackageNames
{
    private const int MaxName = 214;
    private const int MaxVersion = 200;

    /// <summary>True for a name and a version that can be a package of its ecosystem.</summary>
    public static bool IsPackage(PackageId id) => IsName(id) && IsVersion(id.Version);

    /// <summary>True for what can be one exact version.</summary>
    public static bool IsVersion(string version) =>
        version.Length is > 0 and <= MaxVersion && char.IsAsciiLetterOrDigit(version[0]) && !version.Contains("..", StringComparison.Ordinal)
        && version.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '+' or '_' or '!');

    private static bool IsName(PackageId id)
    {
        if (id.Name.Length is 0 or > MaxName) return false;
        var separator = id.Ecosystem == "maven" ? ':' : '/';
        var parts = id.Name.Split(separator);
        return parts.Length >= Least(id) && parts.Length <= Most(id) && parts.All(IsPart)
            && (id.Ecosystem == "npm" ? id.Name.LastIndexOf('@') == (id.Name[0] == '@' ? 0 : -1) : !id.Name.Contains('@', StringComparison.Ordinal));
    }

    private static int Least(PackageId id) => id.Ecosystem switch
    {
        "maven" or "composer" => 2,
        "npm" => id.Name[0] == '@' ? 2 : 1,
        _ => 1,
    };

    private static int Most(PackageId id) => id.Ecosystem == "golang" ? 20 : Least(id);

    private static bool IsPart(string part) =>
        part.Length > 0 && part[0] != '.' && !part.Contains("..", StringComparison.Ordinal)
        && part.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' or '@' or '~');
}
