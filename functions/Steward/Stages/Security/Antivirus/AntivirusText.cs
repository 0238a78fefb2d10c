using Steward.Kernel;
using Steward.Ledger;

namespace Steward.Stages.Security.Antivirus;

/// <summary>The sentences that people read about antivirus.</summary>
internal static class AntivirusText
{
    public const string NotScanned = "The files of this change have not been scanned for viruses.";
    public const string NoPayload = "The list of scanned files cannot be read; scan again.";
    public const string NoFiles = "The change holds no files to scan: it only removes some.";

    public static string NotReachable(string? problem) =>
        $"No scan: {problem} Start clamd (Debian: apt-get install clamav-daemon clamav-freshclam, then systemctl start clamav-daemon), "
        + "give Steward its address, and push again.";

    public static string NotRequired(string? problem) => $"The policy does not require a scan, and there was none: {problem}";

    public static string Infected(string path, Evidence evidence) =>
        $"{path} is infected: {AntivirusEvidence.Text(evidence, "signature")} ({Scanner(evidence)}).";

    public static string Unknown(string path, Evidence evidence) =>
        $"{path} could not be scanned: {AntivirusEvidence.Text(evidence, "problem")}";

    public static string Unscanned(string path) => $"{path} has no scan.";

    public static string Submodule(string path) => $"{path} is a submodule: its files are in another repository and are not scanned here.";

    public static string InOrder(int count, IReadOnlyCollection<string> scanners, string? stale) =>
        $"{Texts.Count(count, "file")} clean ({Texts.Some(scanners)}{(stale is null ? "" : $"; {stale}")}).";

    public static string Summary(AntivirusReport report) =>
        report.Problem is null ? $"{Texts.Count(report.Files.Count, "file")} of the change went through {report.Engine}."
        : report.Engine is null ? "The virus scanner could not be reached."
        : "The virus scanner broke off.";

    public static string Scanner(Evidence evidence) =>
        $"{AntivirusEvidence.Text(evidence, "engine")} {AntivirusEvidence.Text(evidence, "engineVersion")}, "
        + $"signatures {AntivirusEvidence.Text(evidence, "signatures") ?? "of unknown version"}";
}
