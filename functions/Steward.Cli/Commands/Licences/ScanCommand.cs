using System.CommandLine;
using Steward.Gates;

namespace Steward.Cli.Commands.Licences;

/// <summary><c>steward licences scan DIR</c>: 0 all allowed, 1 not or not locked, 2 a lock file or the policy cannot be read, 3 a registry stays silent.</summary>
internal static class ScanCommand
{
    public static Command Build(CliServices services)
    {
        var folder = new Argument<string>("DIR") { Description = "The folder whose lock files are read.", DefaultValueFactory = _ => "." };
        var policy = new Option<string?>("--policy") { Description = "The policy; default: steward.yaml in the folder." };
        var offline = new Option<bool>("--offline") { Description = "Ask only the package caches of this machine." };
        var lockFilesOnly = new Option<bool>("--lock-files-only") { Description = "Do not look for licence texts and headers in the folder's own files." };
        var json = CommandActions.JsonOption();
        return new Command("scan", "Judge the licences of all dependencies that lock files pin.") { folder, policy, offline, lockFilesOnly, json }
            .Does(services, async (parsed, cancellation) =>
            {
                var top = services.PathOf(parsed.GetRequiredValue(folder));
                var judge = await FolderScan.JudgeAsync(services, top, parsed.GetValue(policy), cancellation);
                var scan = await FolderScan.RunAsync(services, top, parsed.GetValue(offline), cancellation);
                var report = ScanReport.Of(judge.Asked(scan), judge);
                if (!parsed.GetValue(lockFilesOnly)) report = report.With(await OwnFiles.FindAsync(services, top, judge, cancellation));
                if (parsed.GetValue(json)) services.PrintJson(report);
                else ScanTable.Show(services, report);
                return ExitOf(report);
            });
    }

    private static int ExitOf(ScanReport report) =>
        report.Totals.Fail > 0 || report.Files.Any(f => f.Verdict == Verdict.Fail) || report.Unlocked.Any(m => !m.Verdict.LetsThrough()) ? Exit.No
        : report.Files.Any(f => f.Problem is not null) ? Exit.Input
        : report.Totals.Error > 0 ? Exit.Unreachable
        : Exit.Yes;
}
