using Steward.Policy;
using Steward.Stages.Security.Licences.Notices;

namespace Steward.Stages.Security.Licences;

/// <summary>What the policy says about licences: <c>security.licences</c>.</summary>
/// <param name="Allow">Allowed licences, SPDX ids.</param>
/// <param name="Deny">Denied licences.</param>
/// <param name="Exceptions">Packages let through by name.</param>
/// <param name="JudgeDevelopmentOnly">Whether dependencies that only development needs are judged too.</param>
/// <param name="Lenient">Whether an allowed "or later" stands for its later versions as well.</param>
public sealed record LicencePolicy(
    IReadOnlyList<string> Allow,
    IReadOnlyList<string> Deny,
    IReadOnlyList<PackageException> Exceptions,
    bool JudgeDevelopmentOnly,
    bool Lenient)
{
    /// <summary>Whether a licence that only a lock file states, and no package source confirms, counts.</summary>
    public bool AcceptUnconfirmed { get; init; }

    /// <summary>Folders and files whose lock files and manifests are not judged.</summary>
    public IReadOnlyList<string> Ignore { get; init; } = [];

    /// <summary>Manifests without a lock file let through by path.</summary>
    public IReadOnlyList<ManifestException> Unlocked { get; init; } = [];

    /// <summary>Lists for what is shipped; null: the product's.</summary>
    public LicenceLists? Shipped { get; init; }

    /// <summary>Lists for what only development needs; null: the product's.</summary>
    public LicenceLists? DevelopmentOnly { get; init; }

    /// <summary>Lists by path.</summary>
    public IReadOnlyList<PathLicences> Paths { get; init; } = [];

    /// <summary>The licence that the product itself goes out under; null: nobody says, and nothing is compared.</summary>
    public string? Outbound { get; init; }

    /// <summary>What licences oblige to where the policy knows better than the program.</summary>
    public LicenceObligations Obligations { get; init; } = LicenceObligations.Usual;

    /// <summary>The file of notices that must be up to date; null: none is asked for.</summary>
    public string? Notice { get; init; }

    /// <summary>The section.</summary>
    public static PolicySection<LicencePolicy> Section { get; } = new("security.licences", LicenceShape.Of(), Bind);

    /// <summary>True for a path that is named by <see cref="Ignore"/>, or below one.</summary>
    public bool Ignores(string path) =>
        Ignore.Any(i => i.Trim('/') is { Length: > 0 } at && path.StartsWith(at, StringComparison.Ordinal) && (path.Length == at.Length || path[at.Length] == '/'));

    /// <summary>The exception for a package that is concluded to be under an expression.</summary>
    public PackageException? ExceptionFor(Metadata.PackageId package, string? concluded, DateTimeOffset now) =>
        Exceptions.FirstOrDefault(e => e.IsFor(package) && e.IsAbout(concluded) && !e.IsOver(now));

    private static LicencePolicy Bind(PolicyNode node) => new(
        node.TextList("allow"),
        node.TextList("deny"),
        [.. node["exceptions"].Items.Select(PackageException.Bind)],
        node.TextOrNull("developmentOnly") != "ignore",
        node.Flag("lenient", false))
    {
        Ignore = node.TextList("ignore"),
        Unlocked = [.. node["unlocked"].Items.Select(ManifestException.Bind)],
        Shipped = LicenceLists.Bind(node["shipped"]),
        DevelopmentOnly = LicenceLists.Bind(node["developmentOnly"]),
        Paths = [.. node["paths"].Items.Select(PathLicences.Bind)],
        Outbound = node.TextOrNull("outbound"),
        Obligations = LicenceObligations.Bind(node["obligations"]),
        Notice = node.TextOrNull("notice"),
        AcceptUnconfirmed = node.TextOrNull("unconfirmed") == "accept",
    };
}
