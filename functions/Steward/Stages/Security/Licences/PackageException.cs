using Steward.Policy;
using Steward.Stages.Security.Licences.Locks.Python;
using Steward.Stages.Security.Licences.Metadata;
using Steward.Stages.Security.Licences.Spdx;

namespace Steward.Stages.Security.Licences;

/// <summary>A package that the policy lets through by name.</summary>
/// <param name="Package">Its name, with or without its ecosystem before it, as in <c>nuget:</c>.</param>
/// <param name="Version">Only this version; null: all.</param>
/// <param name="Reason">Why.</param>
/// <param name="Until">The last day on which it holds.</param>
public sealed record PackageException(string Package, string? Version, string Reason, DateOnly Until)
{
    /// <summary>What may stand in the policy.</summary>
    public static Shape Shape { get; } = new ObjectShape(
        "A package that is let through.",
        new Field("package", new TextShape("The package's name, for instance nuget:Some.Package or npm:@scope/name.") { MaxLength = 250 }, Required: true),
        new Field("version", new TextShape("Only this version.") { MaxLength = 200 }),
        new Field("expression", new TextShape("Only as long as its licence is this SPDX expression.") { MaxLength = 500 }),
        new Field("owner", new TextShape("Who answers for it: an account's login, no name and no address.")
        {
            Pattern = "[A-Za-z0-9][A-Za-z0-9-]{0,38}", PatternMeans = "an account's login", MaxLength = 39,
        }),
        new Field("reason", new TextShape("Why it is let through.") { MaxLength = 300 }, Required: true),
        new Field("until", new DateShape("The last day on which it is let through."), Required: true));

    /// <summary>Only under this expression, in its normalised form; null: whatever its licence.</summary>
    public string? Expression { get; init; }

    /// <summary>Who answers for it, by account; null in policies from before owners were asked for.</summary>
    public string? Owner { get; init; }

    /// <summary>Makes one of the policy's value.</summary>
    public static PackageException Bind(PolicyNode node) =>
        new(node.Text("package"), node.TextOrNull("version"), node.Text("reason"), node.Date("until") ?? DateOnly.MinValue)
        {
            Expression = node.TextOrNull("expression") is { } text ? SpdxExpression.Read(text).Expression?.ToString() ?? text : null,
            Owner = node.TextOrNull("owner"),
        };

    /// <summary>True when it holds for a licence: for any, or for the very expression that it names.</summary>
    public bool IsAbout(string? concluded) => Expression is null || Expression == concluded;

    /// <summary>Who lets it through and why, as a clause.</summary>
    public string Told => $"{Reason.TrimEnd('.')}{(Owner is null ? "" : $" (owner: {Owner})")}";

    /// <summary>True when it is about this package.</summary>
    public bool IsFor(PackageId package)
    {
        var wanted = Package.StartsWith(package.Ecosystem + ":", StringComparison.Ordinal) ? Package[(package.Ecosystem.Length + 1)..] : Package;
        // These do not let names differ by case; PyPI's are kept in their normalised form.
        var comparison = package.Ecosystem is "nuget" or "pypi" or "composer" ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
        return (package.Ecosystem == PythonNames.Ecosystem ? PythonNames.Normalise(wanted) : wanted).Equals(package.Name, comparison)
            && (Version is null || Version == package.Version);
    }

    /// <summary>True when its last day has passed, UTC.</summary>
    public bool IsOver(DateTimeOffset now) => DateOnly.FromDateTime(now.UtcDateTime) > Until;
}
