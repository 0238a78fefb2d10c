using Spectre.Console;
using Steward.Stages.Security.Licences;
using Steward.Stages.Security.Licences.Concluding;
using Steward.Stages.Security.Licences.Spdx;

namespace Steward.Cli.Commands.Licences;

/// <summary>The licences that stand in a folder's own files: texts, headers and tags. Those that are only mentioned are left out.</summary>
internal static class OwnFiles
{
    private const int Most = 100_000;

    public static async Task<IReadOnlyList<ScanReport.LockFile>> FindAsync(CliServices services, string top, LicenceJudge judge, CancellationToken cancellation)
    {
        var paths = LockFolder.Of(top).Paths;
        if (paths.Count > Most) services.Notes.MarkupLineInterpolated($"[yellow]{paths.Count} files; licences are looked for in the first {Most}.[/]");
        var found = await DetectCommand.DetectAsync(services, [.. paths.Take(Most)], path => Path.Combine(top, path), cancellation);
        return [.. found.Select(f => Row(f, judge)).OfType<ScanReport.LockFile>()];
    }

    private static ScanReport.LockFile? Row(DetectedFile file, LicenceJudge judge)
    {
        var firm = file.Licences.Where(l => l.Kind != "reference").ToList();
        if (firm.Count == 0 && file.Problem is null) return null;
        var judged = judge.JudgeText(new ScannedText(file.File, Concluded(file, firm), null));
        return new ScanReport.LockFile(file.File, null, 0, null) { Licences = firm, Verdict = judged?.Verdict, Reason = judged?.Reason ?? file.Problem };
    }

    private static ConcludedLicence Concluded(DetectedFile file, List<DetectedLicence> found)
    {
        var ids = found.Select(f => f.Id).Distinct(StringComparer.Ordinal).ToList();
        var joined = string.Join(" AND ", ids.Select(id => ids.Count > 1 ? $"({id})" : id));
        var expression = ids.Contains(null) || ids.Count == 0 ? null : SpdxExpression.Read(joined).Expression;
        return new ConcludedLicence(expression?.ToString(), file.File, expression is null ? 0 : found.Min(f => f.Confidence))
        {
            Note = ids.Contains(null) ? "a part of it is a licence that has no name" : null,
        };
    }
}
