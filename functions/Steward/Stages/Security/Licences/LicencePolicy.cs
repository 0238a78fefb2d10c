using Steward.Policy;

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

    private const string Id = "An SPDX licence id, with WITH where needed; or a LicenseRef-.";

    /// <summary>The section.</summary>
    public static PolicySection<LicencePolicy> Section { get; } = new("security.licences", Shape(), Bind);

    /// <summary>The exception for a package that holds on a day, or null.</summary>
    public PackageException? ExceptionFor(Metadata.PackageId package, DateTimeOffset now) =>
        Exceptions.FirstOrDefault(e => e.IsFor(package) && !e.IsOver(now));

    /// <summary>True for a path that is named by <see cref="Ignore"/>, or below one.</summary>
    public bool Ignores(string path) =>
        Ignore.Any(i => i.Trim('/') is { Length: > 0 } at && path.StartsWith(at, StringComparison.Ordinal) && (path.Length == at.Length || path[at.Length] == '/'));

    private static ObjectShape Shape() => new(
        "Which licences the dependencies may have. A licence in neither list is not allowed.",
        new Field("allow", new ListShape("Allowed licences.", new TextShape(Id) { MaxLength = 200 })),
        new Field("deny", new ListShape("Denied licences: they win over allowed ones.", new TextShape(Id) { MaxLength = 200 })),
        new Field("exceptions", new ListShape("Packages let through by name, until a day.", PackageException.Shape)),
        new Field("unlocked", new ListShape("Manifests without a lock file let through by path, until a day.", ManifestException.Shape)),
        new Field("developmentOnly", new TextShape("Dependencies that only development needs (as the lock file says): judge (default) or ignore.")
        {
            OneOf = ["judge", "ignore"],
        }),
        new Field("unconfirmed", new TextShape(
            "Licences that only a lock file states, because no registry knows the package: fail (default) or accept. Whoever pushes can write them.")
        {
            OneOf = ["fail", "accept"],
        }),
        new Field("ignore", new ListShape(
            "Folders and files whose lock files and manifests are not judged, such as test fixtures.", new TextShape("A path from the repository's top.") { MaxLength = 300 })),
        new Field("lenient", new FlagShape("Whether an allowed 'or later' stands for each of its later versions too; default false.")));

    private static LicencePolicy Bind(PolicyNode node) => new(
        node.TextList("allow"),
        node.TextList("deny"),
        [.. node["exceptions"].Items.Select(PackageException.Bind)],
        node.TextOrNull("developmentOnly") != "ignore",
        node.Flag("lenient", false))
    {
        Ignore = node.TextList("ignore"),
        Unlocked = [.. node["unlocked"].Items.Select(ManifestException.Bind)],
        AcceptUnconfirmed = node.TextOrNull("unconfirmed") == "accept",
    };
}
