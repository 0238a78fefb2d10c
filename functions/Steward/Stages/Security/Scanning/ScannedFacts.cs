using Steward.Gates;
using Steward.Ledger;
using Steward.Source;

namespace Steward.Stages.Security.Scanning;

/// <summary>What a criterion asks of scans by blob: which files must have been scanned, and what was said of each.</summary>
internal static class ScannedFacts
{
    /// <summary>What was received is what must have been scanned, deleted files left out; null where the change did not leave its list.</summary>
    public static IReadOnlyList<ReportedFile>? ReceivedFiles(this GateFacts facts) =>
        facts.Latest("change.received") is { } received && facts.Payload<IReadOnlyList<ChangedFile>>(received) is { } changed
            ? ReportedFile.Of(changed)
            : null;

    /// <summary>The newest scan of each blob.</summary>
    public static Dictionary<Subject, Evidence> ScansOf(this GateFacts facts, string kind)
    {
        var scans = new Dictionary<Subject, Evidence>();
        foreach (var entry in facts.Entries.Where(e => e.Evidence.Kind == kind)) scans[entry.Evidence.Subject] = entry.Evidence;
        return scans;
    }
}
