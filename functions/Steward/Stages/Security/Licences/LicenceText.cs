using Steward.Gates;
using Steward.Kernel;
using Steward.Stages.Security.Licences.Manifests;
using Steward.Stages.Security.Licences.Metadata;

namespace Steward.Stages.Security.Licences;

/// <summary>The sentences that people read about licences.</summary>
internal static class LicenceText
{
    public const string NotScanned = "The licences at this commit have not been scanned.";
    public const string NoPayload = "The list of dependencies that the scan left cannot be read; scan again.";
    public const string NoLockFiles = "There are no lock files, and nothing that names dependencies.";
    public const string NoPackages = "The lock files pin no packages.";
    public const string NoAllowList =
        "The policy has no section security.licences, so no licence is allowed yet. List the allowed ones there, by SPDX id.";

    public static string Unlocked(string manifest) =>
        $"{manifest} names dependencies, but no lock file covers it: {ManifestKinds.AdviceFor(manifest)}.";

    public static string BadPolicy(IReadOnlyList<string> problems) => $"security.licences: {problems[0]}";

    public static string About(JudgedDependency judged) =>
        $"{judged.Dependency.Id} ({Texts.Some(judged.Dependency.LockFiles, 2)}): {judged.Reason.TrimEnd('.')}.";

    public static string NodeName(PackageId id) => Offenders.NameOf($"{id.Ecosystem} {id.Name}@{id.Version}");

    public static string InOrder(int count) => $"{Texts.Count(count, "dependency", "dependencies")} with allowed licences.";

    public static string Ignored(int count) => $"{Texts.Count(count, "file")} not judged: below what security.licences.ignore names.";

    public static string Unneeded(int count) => $"{Texts.Count(count, "dependency", "dependencies")} that only development needs.";

    public static string Summary(LicenceScan scan) =>
        $"{Texts.Count(scan.Dependencies.Count, "dependency", "dependencies")} in {Texts.Count(scan.Files.Count, "lock file")}; "
        + (scan.Unlocked.Count > 0 ? $"{Texts.Count(scan.Unlocked.Count, "file")} without one; " : "")
        + $"{scan.Dependencies.Count(d => d.Declared is not { IsConfirmed: true })} of unknown licence.";
}
