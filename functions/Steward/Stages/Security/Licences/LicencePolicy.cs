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
    private const string Id = "An SPDX licence id, with WITH where needed; or a LicenseRef-.";

    /// <summary>The section.</summary>
    public static PolicySection<LicencePolicy> Section { get; } = new("security.licences", Shape(), Bind);

    /// <summary>The exception for a package that holds on a day, or null.</summary>
    public PackageException? ExceptionFor(Metadata.PackageId package, DateTimeOffset now) =>
        Exceptions.FirstOrDefault(e => e.IsFor(package) && !e.IsOver(now));

    private static ObjectShape Shape() => new(
        "Which licences the dependencies may have. A licence in neither list is not allowed.",
        new Field("allow", new ListShape("Allowed licences.", new TextShape(Id) { MaxLength = 200 })),
        new Field("deny", new ListShape("Denied licences: they win over allowed ones.", new TextShape(Id) { MaxLength = 200 })),
        new Field("exceptions", new ListShape("Packages let through by name, until a day.", PackageException.Shape)),
        new Field("developmentOnly", new TextShape("Dependencies that only development needs (as the lock file says): judge (default) or ignore.")
        {
            OneOf = ["judge", "ignore"],
        }),
        new Field("lenient", new FlagShape("Whether an allowed 'or later' stands for each of its later versions too; default false.")));

    private static LicencePolicy Bind(PolicyNode node) => new(
        node.TextList("allow"),
        node.TextList("deny"),
        [.. node["exceptions"].Items.Select(PackageException.Bind)],
        node.TextOrNull("developmentOnly") != "ignore",
        node.Flag("lenient", false));
}
