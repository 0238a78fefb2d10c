using Steward.Gates;
using Steward.Kernel;
using Steward.Stages.Security.Licences.Concluding;
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

    public static string Question(PackageId id, string expression, string reason) =>
        $"May {id.Ecosystem}:{id.Name} be used under {expression}? It is {reason}. A waiver of this node answers for every version, until it ends; so does an exception with this expression in security.licences.";

    public static string QuestionName(PackageId id, string expression)
    {
        var name = Offenders.NameOf($"{id.Ecosystem} {id.Name} as {expression}");
        return name.Length <= 200 ? name : $"{name[..180]} {Digest.Sha256(name)[..16]}";
    }

    public static string NoNotice(string path) => $"There is no file {path}: 'steward licences notice --out {path}' writes it; commit it.";

    public static string OldNotice(string path, IReadOnlyList<string> missing, IReadOnlyList<string> stale) =>
        $"{path} is not up to date: {(missing.Count > 0 ? $"it lacks {Texts.Some(missing, 5)}" : "")}{(missing.Count > 0 && stale.Count > 0 ? "; " : "")}{(stale.Count > 0 ? $"it names {Texts.Some(stale, 5)} for nothing" : "")}. 'steward licences notice --out {path}' writes it anew; commit it.";

    public static string TextsInOrder(int count) => $"{Texts.Count(count, "licence file")} with allowed licences, by security.licences.paths.";

    public static string HeadersInOrder(int count, int looked) => $"{Texts.Count(count, "file")} of {looked} that security.licences.paths is about have licences in them, and all are allowed there.";

    public static string HeadersLeft(int count) =>
        $"{Texts.Count(count, "more file")} fit security.licences.paths and were not looked at: at most {OwnHeaders.Most} are. Name narrower paths there.";

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
