using Steward.Policy;
using Steward.Stages.Security.Licences.Notices;

namespace Steward.Stages.Security.Licences;

/// <summary>What may stand below <c>security.licences</c>.</summary>
internal static class LicenceShape
{
    public static ObjectShape Of() => new(
        "Which licences the dependencies may have. A licence in neither list is not allowed.",
        [.. Lists, .. Exceptions, .. Readings, .. Handed]);

    private static Field[] Lists =>
    [
        LicenceLists.AllowField("Allowed licences."),
        LicenceLists.DenyField("Denied licences: they win over allowed ones."),
        new Field("shipped", LicenceLists.Shape("Lists for what is shipped.")),
        new Field("developmentOnly", new EitherShape(
            "Dependencies that only development needs (as the lock file says).",
            new TextShape("judge (default) or ignore.") { OneOf = ["judge", "ignore"] },
            LicenceLists.Shape("Lists for what only development needs."))),
        new Field("paths", new ListShape("Lists by path.", PathLicences.Shape) { MaxItems = 100 }),
    ];

    private static Field[] Exceptions =>
    [
        new Field("exceptions", new ListShape("Packages let through by name, until a day.", PackageException.Shape)),
        new Field("unlocked", new ListShape("Manifests without a lock file let through by path, until a day.", ManifestException.Shape)),
        new Field("ignore", new ListShape(
            "Folders and files whose lock files and manifests are not judged, such as test fixtures.", new TextShape("A path from the repository's top.") { MaxLength = 300 })),
    ];

    private static Field[] Readings =>
    [
        new Field("unconfirmed", new TextShape(
            "Licences that only a lock file states, because no registry knows the package: fail (default) or accept. Whoever pushes can write them.")
        {
            OneOf = ["fail", "accept"],
        }),
        new Field("lenient", new FlagShape("Whether an allowed 'or later' stands for each of its later versions too; default false: where that matters, a person is asked once.")),
    ];

    private static Field[] Handed =>
    [
        new Field("outbound", new TextShape("The licence that the product itself goes out under, an SPDX id: what is shipped must go with it.") { MaxLength = 200 }),
        new Field("obligations", LicenceObligations.Shape),
        new Field("notice", new TextShape("The file of notices that must be up to date, as 'steward licences notice' writes it: NOTICE.")
        {
            Pattern = "([^/]+/)*[^/]*([Nn]otice|NOTICE)[^/]*", PatternMeans = "a path from the repository's top to a file that has 'notice' in its name", MaxLength = 300,
        }),
    ];
}
